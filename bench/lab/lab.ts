import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import { startEmbeddedRedis, type EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { JWT_SECRET } from './people.js';
import { CPU, spawnProgram } from './pinning.js';
import { Subject } from './subject.js';

export interface LabOptions {
  /** Folder of this run; everything is inside. */
  readonly dir: string;
  readonly mongod: string;
  readonly redisServer: string;
  readonly report: (line: string) => void;
}

/** The servers that a run stands on, and the data in them. */
export class Lab {
  private constructor(
    readonly options: LabOptions,
    readonly mongo: EmbeddedMongo,
    readonly redis: EmbeddedRedis,
    readonly client: MongoClient,
  ) {}

  static async open(options: LabOptions): Promise<Lab> {
    const mongoDir = join(options.dir, 'mongo');
    mkdirSync(mongoDir, { recursive: true });
    // Durable, as in production: a write that waits for the disk is what a cache's share of it is measured against.
    const mongo = await startEmbeddedMongo({ binary: options.mongod, dir: mongoDir });
    const redis = await startEmbeddedRedis({ binary: options.redisServer, dir: join(options.dir, 'redis') });
    return new Lab(options, mongo, redis, new MongoClient(mongo.uri));
  }

  get db(): Db {
    return this.client.db();
  }

  /** The environment of a product: everything on that production has on, and limits that nobody reaches. */
  get env(): Readonly<Record<string, string>> {
    return {
      MONGO_URI: this.mongo.uri,
      REDIS_URL: this.redis.uri,
      JWT_SECRET,
      LOG_LEVEL: 'info',
      // Nobody has to notice that it leaves.
      SHUTDOWN_NOTICE_SECONDS: '0',
      RATE_LIMIT_ENABLED: 'true',
      RATE_LIMIT_WINDOW_SECONDS: '1',
      RATE_LIMIT_MAX: '1000000',
      RATE_LIMIT_AUTH_MAX: '1000000',
    };
  }

  /** The address of another database of the same server. */
  uriOf(database: string): string {
    const uri = new URL(this.mongo.uri);
    uri.pathname = `/${database}`;
    return uri.href;
  }

  /**
   * @param args of `npm run import -- …`
   * @param database other than the usual one
   */
  async import(args: readonly string[], database?: string): Promise<void> {
    this.options.report(`importing: ${args.join(' ')}`);
    const child = spawnProgram(`dist/src/import/cli/import.js`, {
      args,
      env: { ...this.env, ...(database !== undefined && { MONGO_URI: this.uriOf(database) }) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the import ended with ${code}`);
  }

  /**
   * One instance of the product, as `npm run start:prod` runs it.
   * @param pinned alone on the server's processor
   */
  startProduct(
    name: string,
    overrides: Readonly<Record<string, string>> = {},
    pinned = true,
  ): Promise<Subject> {
    return Subject.start({
      name,
      entry: 'dist/src/main.js',
      env: { ...this.env, ...overrides },
      cpu: pinned ? CPU.server : undefined,
      readyPath: '/health/ready',
      dir: this.options.dir,
    });
  }

  /** Something that one would pick instead; it answers what `answers` holds (see `peers/answers.ts`). */
  startPeer(name: string, entry: string, answers: string, variant = ''): Promise<Subject> {
    return Subject.start({
      name,
      entry,
      env: { BENCH_ANSWERS: answers, BENCH_VARIANT: variant },
      cpu: CPU.server,
      readyPath: '/ready',
      dir: this.options.dir,
    });
  }

  async stop(): Promise<void> {
    await this.client.close();
    await Promise.all([this.redis.stop(), this.mongo.stop()]);
  }
}
