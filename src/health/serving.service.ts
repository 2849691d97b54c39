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
    return { redis, mongodb, anything: mongodb || redis || this.holdsCatalogue() };
  }

  private async isRedisConnected(): Promise<boolean> {
    const { remote } = this.engine;
    return remote.available && (await remote.info()) !== null;
  }

  /** Whether memory holds something that may answer while MongoDB is away. */
  private holdsCatalogue(): boolean {
    for (const { row } of this.engine.memory.values()) if (row.staleIfError) return true;
    return false;
  }
}
