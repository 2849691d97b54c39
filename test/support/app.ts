import 'reflect-metadata';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MongoClient } from 'mongodb';
import type { Connection } from 'mongoose';
import { parseConfig } from '../../config/index.js';
import { bootstrap, type AppOptions } from '../../src/app.setup.js';
import { Startup } from '../../src/warming/index.js';
import { mongoUriFor, startRedisForSuite } from './servers.js';
import { TestClient } from './test-client.js';

/** Variables of the environment, as text. `REDIS_URL: ''` runs without Redis. */
export type EnvOverrides = Readonly<Record<string, string>>;

/** One running instance of the product, and the servers it stands on. */
export interface TestApp {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Nobody is signed in; `client.as(person)` is somebody. */
  readonly client: TestClient;
  readonly app: NestFastifyApplication;
  /** The suite's own database, through the application's connection. */
  readonly connection: Connection;
  /** What the instance was configured with. */
  readonly env: EnvOverrides;
  /** The suite's redis-server, to stop, freeze or look into. */
  readonly redis: Awaited<ReturnType<typeof startRedisForSuite>>;
  /** Another instance on the same database and Redis, stopped with this one. */
  startInstance(overrides?: EnvOverrides, options?: AppOptions): Promise<Instance>;
  /** Closes every instance, drops the database, ends the redis-server. */
  stop(): Promise<void>;
}

export type Instance = Pick<TestApp, 'url' | 'client' | 'app' | 'connection' | 'env'>;

/**
 * Starts the product on a fresh database and a redis-server of its own, listening on a free port.
 *
 * @param suite names the database
 * @param overrides variables of the environment that differ from a quiet, unlimited instance
 */
export async function startTestApp(suite: string, overrides: EnvOverrides = {}): Promise<TestApp> {
  const mongoUri = mongoUriFor(suite);
  const redis = await startRedisForSuite();
  const env: EnvOverrides = {
    HOST: '127.0.0.1',
    PORT: '0',
    MONGO_URI: mongoUri,
    REDIS_URL: redis.uri,
    JWT_SECRET: 'a secret of the tests alone',
    RATE_LIMIT_ENABLED: 'false',
    LOG_LEVEL: 'silent',
    ...overrides,
  };
  const others: Instance[] = [];
  try {
    const first = await startInstance(env);
    return {
      ...first,
      redis,
      startInstance: async (more = {}, options = {}) => {
        const other = await startInstance({ ...env, ...more }, options);
        others.push(other);
        return other;
      },
      stop: async () => {
        await Promise.all([first, ...others].map(({ app }) => app.close()));
        await Promise.all([dropDatabase(mongoUri), redis.stop()]);
      },
    };
  } catch (fault) {
    await redis.stop();
    throw fault;
  }
}

/** `TEST_WAY=long npm test` runs the same tests with every request going through the whole pipeline. */
const SHORT_WAY = process.env['TEST_WAY'] !== 'long';

async function startInstance(env: EnvOverrides, options: AppOptions = {}): Promise<Instance> {
  const { app, address } = await bootstrap(parseConfig(env), { shortWay: SHORT_WAY, ...options });
  // A spec that looks at the cache must not meet the warming of the start.
  await app.get(Startup).finished;
  const connection = app.get<Connection>(getConnectionToken(), { strict: false });
  return { app, url: address, client: new TestClient(address), connection, env };
}

async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}
