import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { CacheEngine } from '../cache/index.js';
import { MongoProbe } from './mongo-probe.js';

/** Which servers answer, and whether anything can be served with them. */
export interface Serving {
  readonly redis: boolean;
  readonly mongodb: boolean;
  /** From MongoDB, or from what the cache holds while MongoDB is away. */
  readonly anything: boolean;
  /** Every server that is in use answers; without `REDIS_URL`, or with the cache off, Redis is none of them. */
  readonly everything: boolean;
}

@Injectable()
export class ServingService {
  constructor(
    private readonly engine: CacheEngine,
    private readonly mongo: MongoProbe,
    private readonly config: AppConfig,
  ) {}

  /** Takes a second at most, and waits behind nothing. */
  async look(): Promise<Serving> {
    const [redis, mongodb] = await Promise.all([this.isRedisConnected(), this.mongo.isConnected()]);
    // What Redis holds is served only while it can be proved.
    const fromRedis = redis && this.engine.proof.isCurrent();
    const { CACHE, REDIS_URL } = this.config.env;
    const usesRedis = CACHE === 'on' && REDIS_URL !== undefined;
    return {
      redis,
      mongodb,
      anything: mongodb || fromRedis || this.holdsCatalogue(),
      everything: mongodb && (redis || !usesRedis),
    };
  }

  private async isRedisConnected(): Promise<boolean> {
    const { remote } = this.engine;
    return remote.available && (await remote.info()) !== null;
  }

  /** Whether memory holds something that may answer while MongoDB is away. */
  private holdsCatalogue(): boolean {
    const { memory, judge, runtime } = this.engine;
    const now = runtime.now();
    for (const { row, stamp, slots, expiresAt } of memory.values())
      if (row.staleIfError && expiresAt > now && judge.mayStandIn(stamp, slots, 0)) return true;
    return false;
  }
}
