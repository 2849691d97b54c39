import { z } from 'zod';
import { countRedisConnections, parseRedisAddress } from './redis-address.js';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const uri = (schemes: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => schemes.some((scheme) => text.startsWith(`${scheme}://`) && text.length > scheme.length + 3),
      {
        message: `expected a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
        abort: true,
      },
    );

/** With a database: the driver would take one named `test`, and a restored backup another. */
const mongoUri = uri(['mongodb', 'mongodb+srv']).refine(
  (text) => /^[^/]+\/\/[^/?]+\/[^/?]+/.test(text),
  'expected the name of a database in its path, as in mongodb://host:27017/elearning?replicaSet=rs0',
);
const redisUrl = uri(['redis', 'rediss', 'redis+sentinel', 'redis+cluster']).superRefine((text, context) => {
  try {
    parseRedisAddress(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message, continue: false });
  }
});
/** As a browser sends it: one that differs by a slash would never match. */
const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}` === text;
};
const origins = list.refine(
  (all) => all.every((text) => text === '*' || isOrigin(text)),
  'expected * or origins as browsers send them, as in https://learn.example.org: in lower case, without a path or the usual port',
);

/** Every variable of the environment that the product reads; nothing else reads `process.env`. */
export const EnvSchema = z.object({
  HOST: z.string().min(1).default('0.0.0.0').describe('address to listen on'),
  PORT: whole(0, 65_535).default(8000).describe('port to listen on; 0 takes a free one'),
  MONGO_URI: mongoUri.describe('a replica set, with the database name in its path'),
  REDIS_URL: redisUrl.optional().describe('without it the product runs on process memory alone'),
  REDIS_MAX_CONNECTIONS: whole(1, 1_000)
    .default(50)
    .describe('bound on all Redis sockets of the process: with less than it needs it does not start'),
  REDIS_RETRY_ON_TIMEOUT: flag.default(true).describe('one retry of a read, inside its 100 ms'),
  PUBLIC_URL: uri(['http', 'https'])
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://tiercel.invalid')
    .describe(
      'address that clients know the product by: it names accounts and activities in xAPI statements',
    ),
  JWT_SECRET: z
    .string()
    .min(16, 'expected at least 16 characters')
    .describe('signs access and consistency tokens'),
  ACCESS_TOKEN_EXPIRE_MINUTES: whole(1, 1_440).default(15),
  REFRESH_TOKEN_EXPIRE_DAYS: whole(1, 365).default(7),
  CACHE_DEFAULT_TTL: whole(1, 86_400)
    .default(300)
    .describe('seconds, for rows without a TTL and CACHE_MANAGER'),
  CACHE_MAX_MEMORY_MB: whole(1, 65_536)
    .default(256)
    .describe('bound on the memory tier, in MiB of bytes held'),
  CACHE_STALENESS_MS: whole(1_000, 60_000).default(10_000).describe('the promise, in milliseconds'),
  CACHE: z.enum(['on', 'off']).default('on').describe('off serves every read from MongoDB, to compare'),
  OULAD_DIR: z.string().optional().describe('folder of the OULAD files, for benchmarks'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_TOKEN: z.string().min(1).optional().describe('when set, /metrics wants it as a bearer token'),
  TRUST_PROXY: z
    .union([flag, whole(1, 32)], 'expected true, false, or the number of proxies, 32 at most')
    .default(false)
    .describe('the number of proxies, false for none, or true for any number'),
  SHUTDOWN_NOTICE_SECONDS: whole(0, 300)
    .default(5)
    .describe('how long it goes on serving after SIGTERM, not ready any more'),
  CORS_ORIGINS: origins.default([]).describe('origins, separated by commas; * allows all'),
  RATE_LIMIT_ENABLED: flag.default(true),
  RATE_LIMIT_WINDOW_SECONDS: whole(1, 3_600).default(60),
  RATE_LIMIT_MAX: whole(1, 1_000_000_000).default(1_200).describe('requests a window, a client'),
  RATE_LIMIT_AUTH_MAX: whole(1, 1_000_000).default(20).describe('sign-in attempts a window, a client'),
  REALTIME_MAX_LISTENERS: whole(1, 100_000)
    .default(5_000)
    .describe('event streams open at once on one instance'),
  REALTIME_MAX_LISTENERS_PER_USER: whole(1, 100_000)
    .default(50)
    .describe('of these, event streams of one user'),
  DATA_DIR: z.string().min(1).default('.data').describe('where the embedded servers keep their data'),
});

export type Env = z.infer<typeof EnvSchema>;

/** What no variable shows by itself: whether the sockets that Redis's address asks for are allowed. */
export function checkConnections(
  { REDIS_URL, REDIS_MAX_CONNECTIONS }: Pick<Env, 'REDIS_URL' | 'REDIS_MAX_CONNECTIONS'>,
  context: z.RefinementCtx,
): void {
  if (REDIS_URL === undefined) return;
  const needed = countRedisConnections(parseRedisAddress(REDIS_URL));
  if (needed <= REDIS_MAX_CONNECTIONS) return;
  const message = `expected at least ${needed}, which is what the process opens to this REDIS_URL`;
  context.addIssue({ code: 'custom', path: ['REDIS_MAX_CONNECTIONS'], message });
}
