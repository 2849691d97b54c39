import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AskedRequest } from '../../common/http/asked-request.js';
import { InvalidInputError, UnavailableError } from '../../common/index.js';
import { secondsOf, SnapshotReader, type LogTime } from '../../database/index.js';
import { CacheEngine } from '../cache-engine.js';
import { ConsistencyTokens } from '../coherence/consistency-token.js';
import { jitter, sleep } from '../runtime.js';

export const CONSISTENCY_HEADER = 'x-consistency-token';

/** A token may be this many seconds ahead of the cluster's clock as we know it, and no more. */
const CLOCK_TOLERANCE_SECONDS = 30;
const REREAD_PAUSES_MS = [10, 50, 200];

/** Reads and writes the consistency token of requests, and answers reads that no tier keeps. */
@Injectable()
export class ConsistencyService {
  constructor(
    private readonly engine: CacheEngine,
    private readonly tokens: ConsistencyTokens,
    private readonly snapshots: SnapshotReader,
  ) {}

  /**
   * The log time that the caller has seen; 0 without a token.
   * @throws {InvalidInputError} for a token that was not signed here, or is ahead of the cluster.
   */
  seenBy({ headers }: AskedRequest): LogTime {
    const header = headers[CONSISTENCY_HEADER];
    if (header === undefined) return 0;
    const time = this.tokens.verify(String(header));
    const { enabled, proof } = this.engine;
    if (enabled && secondsOf(time) > proof.clusterSeconds + CLOCK_TOLERANCE_SECONDS)
      throw new InvalidInputError('X-Consistency-Token: ahead of the database’s clock.');
    return time;
  }

  /** Tells the caller what it has seen now: never less than before. */
  tell(reply: FastifyReply, seen: LogTime, shown: LogTime): void {
    void reply.header(CONSISTENCY_HEADER, this.tokenOf(Math.max(seen, shown)));
  }

  /** The token of somebody who has seen that. */
  tokenOf(time: LogTime): string {
    return this.tokens.sign(time);
  }

  /** Gives an answer that no interceptor saw, such as a guard's refusal, the token that its reader had, or ours. */
  tellUnlessTold(request: FastifyRequest, reply: FastifyReply): void {
    if (reply.hasHeader(CONSISTENCY_HEADER)) return;
    this.tell(reply, this.tokens.read(request.headers[CONSISTENCY_HEADER]) ?? 0, this.position);
  }

  /** What this process knows to be complete; for answers that reflect nothing newer. */
  get position(): LogTime {
    return this.engine.proof.position;
  }

  /**
   * Reads past the cache: at a snapshot not before the caller's token, proved like a cached load.
   * @throws {UnavailableError} when no such snapshot can be had.
   */
  async readPast<T>(notBefore: LogTime, read: () => Promise<T>): Promise<{ value: T; stamp: LogTime }> {
    const { enabled, judge, runtime, heart } = this.engine;
    for (const pause of [...REREAD_PAUSES_MS, null]) {
      const { value, stamp } = await this.snapshots.read(read);
      // Nothing was read from the database, so there is nothing to be older than.
      if (stamp === null) return { value, stamp: 0 };
      if (enabled ? judge.isFreshFor(stamp, notBefore) : stamp >= notBefore) return { value, stamp };
      if (enabled) heart.hasten();
      if (pause !== null) await sleep(runtime, jitter(runtime, pause));
    }
    throw new UnavailableError('The database’s answer could not be proved to be current.');
  }
}
