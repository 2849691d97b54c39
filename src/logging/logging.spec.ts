import { Logger } from '@nestjs/common';
import { DatabaseScope, runInScope } from '../database/index.js';
import { WrittenLog } from '../../test/support/written-log.js';
import { createLogger, NestLogger, type LogLevel } from './index.js';

const parse = (line: string) => JSON.parse(line) as Record<string, unknown>;

/** A logger whose lines the spec can read. */
function loggerWithLines(level: LogLevel = 'trace') {
  const written = new WrittenLog();
  const logger = createLogger(level, written);
  const text = (): string => {
    logger.flush();
    return written.text;
  };
  const lines = () => text().split('\n').filter(Boolean).map(parse);
  return { logger, nest: new NestLogger(logger), text, lines };
}

describe('the log', () => {
  it('is one JSON object a line, with the level by name and the time as an instant', () => {
    const { logger, lines } = loggerWithLines();
    logger.info({ route: '/courses/:id' }, 'request');
    expect(lines()).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), route: '/courses/:id', msg: 'request' },
    ]);
  });

  it('leaves out what lies below its level', () => {
    const { nest, lines } = loggerWithLines('warn');
    nest.log('started', 'Warming');
    nest.warn('slow', 'Warming');
    expect(lines().map(({ msg }) => msg)).toEqual(['slow']);
  });

  it('names the context and the request of a line that a service wrote', () => {
    const { nest, lines } = loggerWithLines();
    runInScope(new DatabaseScope('req-7'), () => nest.warn('kept waiting', 'Courses'));
    expect(lines()[0]).toMatchObject({ context: 'Courses', request_id: 'req-7', msg: 'kept waiting' });
  });

  it('keeps the stack of an error and of its cause', () => {
    const { nest, lines } = loggerWithLines();
    nest.error(new Error('outer', { cause: new Error('inner') }), 'Problems');
    const [line] = lines();
    expect(line).toMatchObject({ context: 'Problems', msg: 'outer', err: { type: 'Error' } });
    expect(JSON.stringify(line)).toContain('inner');
  });

  it('keeps a stack that Nest passes as text', () => {
    const { nest, lines } = loggerWithLines();
    nest.error('it broke', 'Error: it broke\n    at here', 'Problems');
    expect(lines()[0]).toMatchObject({ msg: 'it broke', details: ['Error: it broke\n    at here'] });
  });

  it('holds the chatter of Nest about its modules back for who debugs', () => {
    const { nest, lines } = loggerWithLines('info');
    nest.log('Mapped {/courses, GET} route', 'RouterExplorer');
    expect(lines()).toEqual([]);
  });

  it('is what `new Logger()` of Nest writes to', () => {
    const { nest, lines } = loggerWithLines();
    Logger.overrideLogger(nest);
    new Logger('Somewhere').log({ moved: 3 });
    Logger.overrideLogger(false);
    expect(lines()[0]).toMatchObject({ context: 'Somewhere', moved: 3 });
  });
});

describe('secrets in the log', () => {
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI2NGYwIn0.c2lnbmF0dXJl';
  const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

  const logged: [string, string, (log: ReturnType<typeof loggerWithLines>) => void][] = [
    [
      'a password in a body',
      'hunter22hunter',
      ({ logger }) => logger.info({ body: { password: 'hunter22hunter' } }),
    ],
    [
      'one with quotes in it',
      'hun"ter22',
      ({ logger }) => logger.info({ a: { b: { password: 'hun"ter22' } } }),
    ],
    ['one in a list', 'ab12cd34', ({ logger }) => logger.info([{ new_password: 'ab12cd34' }], 'x')],
    [
      'the authorization header',
      JWT,
      ({ logger }) => logger.info({ headers: { authorization: `Bearer ${JWT}` } }),
    ],
    [
      'a bearer token in a text',
      'opaque-secret-1',
      ({ nest }) => nest.warn('got Bearer opaque-secret-1', 'Auth'),
    ],
    ['cookies', 'sid=abc123', ({ logger }) => logger.info({ headers: { 'set-cookie': ['sid=abc123'] } })],
    ['a refresh token', 'r-456-xyz', ({ logger }) => logger.info({ refresh_token: 'r-456-xyz' })],
    [
      'JSON logged as text',
      'pass-789',
      ({ logger }) => logger.info(`got ${JSON.stringify({ password: 'pass-789' })}`),
    ],
    ['a token in an error', JWT, ({ nest }) => nest.error(new Error(`bad token ${JWT}`), 'Auth')],
    ['a password hash', HASH, ({ logger }) => logger.info({ user: { hash: HASH } })],
    [
      'the password in a server address',
      's3cret-pw',
      ({ nest }) => nest.error(new Error('connect mongodb://app:s3cret-pw@db:27017/x failed')),
    ],
  ];

  it.each(logged)('%s is not written', (_, secret, write) => {
    const log = loggerWithLines();
    write(log);
    expect(log.lines()).toHaveLength(1);
    expect(log.text()).toContain('[redacted]');
    expect(log.text()).not.toContain(JSON.stringify(secret).slice(1, -1));
  });

  it('leaves the rest of the line as it was', () => {
    const { logger, lines } = loggerWithLines();
    logger.info({ user_id: '64f0', password: 'x', route: '/auth/login', status: 200 }, 'request');
    expect(lines()[0]).toMatchObject({
      user_id: '64f0',
      password: '[redacted]',
      route: '/auth/login',
      status: 200,
    });
  });
});
