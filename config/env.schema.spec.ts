import { ConfigurationError, parseConfig } from './index.js';

const RIGHT = { MONGO_URI: 'mongodb://one,two/app?replicaSet=rs0', JWT_SECRET: 'x'.repeat(32) };

/** The lines that the start is stopped with. */
function faultsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  try {
    parseConfig({ ...RIGHT, ...environment });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe('the environment', () => {
  it.each([
    ['REDIS_URL', 'redis://host:99999'],
    ['REDIS_URL', 'redis://host:0'],
    ['REDIS_URL', 'redis://host:port'],
    ['REDIS_URL', 'redis://:secret'],
    ['REDIS_URL', 'redis://:secret%zz@host'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis://host/secret'],
    ['REDIS_URL', 'redis+sentinel://one:26379'],
    ['REDIS_URL', 'redis+cluster://one,,two'],
    ['REDIS_URL', 'http://host'],
    ['MONGO_URI', 'mongodb://one'],
    ['MONGO_URI', 'mongodb://one/?replicaSet=rs0'],
    ['MONGO_URI', 'mongodb+srv://user:pass@one?authSource=a/b'],
    ['CORS_ORIGINS', 'https://learn.example.org/'],
    ['CORS_ORIGINS', 'learn.example.org'],
    ['CORS_ORIGINS', 'https://a.example,https://Learn.example.org'],
    ['CORS_ORIGINS', 'https://learn.example.org:443'],
    ['CORS_ORIGINS', 'null'],
    ['TRUST_PROXY', '10.0.0.0/8'],
    ['TRUST_PROXY', '33'],
    ['SHUTDOWN_NOTICE_SECONDS', '301'],
    ['SHUTDOWN_NOTICE_SECONDS', '1.5'],
  ])(
    'with %s=%s stops the start in one line that names the variable and repeats no secret',
    (name, value) => {
      const faults = faultsOf({ [name]: value });
      expect(faults).toEqual([
        expect.stringMatching(new RegExp(`^${name}: expected|^${name}: .*needs|^${name}: Too big`)),
      ]);
      expect(faults.join()).not.toMatch(/secret|\n/);
    },
  );

  it.each([
    { REDIS_URL: 'redis://user:p@ss/w?rd@host:6380/2' },
    { REDIS_URL: 'rediss://[::1]:6380' },
    { REDIS_URL: 'redis+sentinel://one:26379,two/mymaster' },
    { MONGO_URI: 'mongodb+srv://user:p%2Fss@one/app' },
    { CORS_ORIGINS: '*' },
    { CORS_ORIGINS: 'https://learn.example.org, http://localhost:3000,capacitor://localhost' },
  ])('may say %j', (environment) => {
    expect(faultsOf(environment)).toEqual([]);
  });

  it.each([
    ['redis://host', 2],
    ['redis+sentinel://one,two,three/mymaster', 2],
    ['redis+cluster://one,two,three', 10],
  ])('allows as many connections as %s takes', (REDIS_URL, needed) => {
    expect(faultsOf({ REDIS_URL, REDIS_MAX_CONNECTIONS: String(needed) })).toEqual([]);
    expect(faultsOf({ REDIS_URL, REDIS_MAX_CONNECTIONS: String(needed - 1) })).toEqual([
      `REDIS_MAX_CONNECTIONS: expected at least ${needed}, which is what the process opens to this REDIS_URL`,
    ]);
  });

  it('names the default that is too small as well', () => {
    const REDIS_URL = `redis+cluster://${Array.from({ length: 24 }, (_, n) => `n${n}`).join()}`;
    expect(faultsOf({ REDIS_URL })).toEqual([
      expect.stringContaining('REDIS_MAX_CONNECTIONS: expected at least 52'),
    ]);
  });

  it('says what is missing', () => {
    expect(faultsOf({ JWT_SECRET: '', MONGO_URI: '' })).toEqual([
      'MONGO_URI: is missing',
      'JWT_SECRET: is missing',
    ]);
  });
});
