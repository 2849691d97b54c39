import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import type { MongoMember } from '../../src/embedded/mongo-member.js';
import { eventually } from '../support/eventually.js';
import { Product } from './product.js';
import type { RedisTopology, TopologyName } from './redis-topology.js';
import { startRedis } from './start-redis.js';

export const JWT_SECRET = 'a secret of the chaos alone';

/**
 * A log of 16 MB, small enough to be filled at once, large enough that no member falls out of it; and a checkpoint
 * every second instead of every minute, since it is cut no further than the last one.
 */
const SMALL_OPLOG = { oplogMb: 16, args: ['--syncdelay', '1'] };

export interface WorldOptions {
  readonly dir: string;
  readonly mongod: string;
  readonly redisServer: string;
  readonly topology: TopologyName;
  readonly stalenessMs: number;
  readonly instances: number;
  readonly members: number;
}

/** Everything that runs: the servers, the instances of the product, and the harness's own way into MongoDB. */
export class World {
  readonly instances: Product[] = [];

  private constructor(
    readonly options: WorldOptions,
    readonly mongo: EmbeddedMongo,
    readonly redis: RedisTopology,
    readonly client: MongoClient,
  ) {}

  static async start(options: WorldOptions): Promise<World> {
    const { dir, mongod: binary, members, topology, redisServer } = options;
    mkdirSync(join(dir, 'mongo'), { recursive: true });
    const mongo = await startEmbeddedMongo({
      ...{ binary, dir: join(dir, 'mongo'), members, fleeting: true, ...SMALL_OPLOG },
    });
    const redis = await startRedis(topology, redisServer, dir).catch(async (fault: unknown) => {
      await mongo.stop();
      throw fault;
    });
    const client = new MongoClient(mongo.uri, { serverSelectionTimeoutMS: 10_000, socketTimeoutMS: 15_000 });
    const world = new World(options, mongo, redis, client);
    try {
      // One after the other: the first creates collections and indexes.
      for (let number = 0; number < options.instances; number += 1) {
        world.instances.push(await world.startInstance(number));
      }
      return world;
    } catch (fault) {
      await world.stop();
      throw fault;
    }
  }

  /** @param overrides of the environment, as `CACHE: 'off'` */
  startInstance(number: number, overrides: Readonly<Record<string, string>> = {}): Promise<Product> {
    const { PATH = '', HOME = '' } = process.env;
    return Product.start({
      number,
      dir: this.options.dir,
      redisRoutes: this.redis.routes,
      mongoRoutes: this.mongo.members.map(({ port }) => ({ heard: port, port })),
      env: {
        PATH,
        HOME,
        MONGO_URI: this.mongo.uri,
        REDIS_URL: this.redis.url,
        JWT_SECRET,
        RATE_LIMIT_ENABLED: 'false',
        LOG_LEVEL: 'warn',
        CACHE_STALENESS_MS: String(this.options.stalenessMs),
        CACHE_MAX_MEMORY_MB: '64',
        ...overrides,
      },
    });
  }

  /** Keeps what every Redis that answers holds now. */
  async rememberDumps(): Promise<void> {
    await Promise.allSettled(this.redis.nodes.map((node) => node.rememberDump()));
  }

  get db(): Db {
    return this.client.db();
  }

  /** Committed events that the fold has not counted yet. */
  countUnfolded(): Promise<number> {
    return this.db.collection('outbox').countDocuments({ pending: true });
  }

  /** Instances that a load balancer would send requests to. */
  get up(): readonly Product[] {
    return this.instances.filter(({ up }) => up);
  }

  /** The member that is primary now, or undefined while there is none. */
  async findPrimary(): Promise<MongoMember | undefined> {
    for (const member of this.mongo.members) {
      const direct = new MongoClient(`mongodb://${member.host}/?directConnection=true`, {
        serverSelectionTimeoutMS: 1_000,
        socketTimeoutMS: 1_000,
      });
      try {
        const hello = await direct.db('admin').command({ hello: 1 });
        if (hello['isWritablePrimary'] === true) return member;
      } catch {
        // Frozen or away: not the one.
      } finally {
        await direct.close();
      }
    }
    return undefined;
  }

  /** @throws {Error} when there is none for half a minute */
  async awaitPrimary(): Promise<MongoMember> {
    let found: MongoMember | undefined;
    await eventually('a primary', async () => (found = await this.findPrimary()) !== undefined, 30_000);
    return found!;
  }

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.stop()));
    await this.client.close();
    await Promise.all([this.redis.stop(), this.mongo.stop()]);
  }
}
