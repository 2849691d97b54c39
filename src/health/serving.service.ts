import { Injectable } from '@nestjs/common';
import { CacheEngine } from '../cache/index.js';
import { MongoProbe } from './mongo-probe.js';

/** Which servers answer, and whether anything can be served with them. */
export interface Serving {
  readonly redis: boolean;
  readonly mongodb: boolean;
  /** From MongoDB, or from what the cache holds while MongoDB is away. */
  readonly anything: boolean;
}

@Injectable()
export class ServingService {
  constructor(
    private readonly engine: CacheEngine,
    private readonly mongo: MongoProbe,
  ) {}

  /** Takes a second at most, and waits behind nothing. */
  async look(): Promise<Serving> {
    const [redis, mongodb] = await Promise.all([this.isRedisConnected(), this.mongo.isConnected()]);
    // What Redis holds is served only while it can be proved.
    const fromRedis = redis && this.engine.proof.isCurrent();
    return { redis, mongodb, anything: mongodb || fromRedis || this.holdsCatalogue() };
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
