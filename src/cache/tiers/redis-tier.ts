import DataLoader from 'dataloader';
import { Cluster, type Redis } from 'ioredis';
import type { LogTime } from '../../database/index.js';
import { defineScripts, GUARD_BYTES, TOKEN_LENGTH, type LeaseReply } from '../lua/scripts.js';
import { sleep, type Runtime } from '../runtime.js';
import { Breaker } from './breaker.js';
import { Patience } from './patience.js';
import type { RedisClient } from './redis-client.js';
import {
  LEASE_MS,
  type Fill,
  type FillResult,
  type LeaseRequest,
  type RemoteInfo,
  type RemoteRead,
  type RemoteTier,
} from './remote-tier.port.js';

/** Keys of one look-up: Redis answers the first ones while the others are put together. */
const MOST_LOOKS = 16;
const SCAN_COUNT = 500;
const NONE: RemoteRead = { kind: 'none' };
const UNAVAILABLE: RemoteRead = { kind: 'unavailable' };
/** Replies that say Redis itself is not to be used now; any other error reply is about one command. */
const ILLNESS = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOAUTH|NOREPLICAS)/;

export interface RedisTierOptions {
  /** Nobody waits longer than this for an answer, in milliseconds. */
  readonly budgetMs: number;
  /** Whether to ask again after half of that, where it does no harm. */
  readonly retryOnTimeout: boolean;
  /** Redis is used no longer, and why, or is used again. */
  readonly onBreaker: (open: boolean, cause: unknown) => void;
  /** Something in Redis was not what this product writes; it was deleted. */
  readonly onCorrupted: (key: string) => void;
  /** Redis is well and refuses a command: a right is missing, memory is full, or this product is at fault. */
  readonly onRefusal: (error: Error) => void;
}

/** L2 in Redis: a single node, behind Sentinel, or a cluster. */
export class RedisTier implements RemoteTier {
  private readonly breaker: Breaker;
  private readonly patience: Patience;
  private readonly looks: DataLoader<string, RemoteRead>;

  constructor(
    private readonly client: RedisClient,
    private readonly runtime: Runtime,
    private readonly options: RedisTierOptions,
  ) {
    defineScripts(client);
    const { budgetMs, retryOnTimeout } = options;
    this.patience = new Patience(runtime, retryOnTimeout ? budgetMs / 2 : null, budgetMs);
    this.looks = new DataLoader((keys) => this.lookAtAll(keys), {
      cache: false,
      // A cluster has each key in a slot of its own, and takes no command that spans them.
      maxBatchSize: client instanceof Cluster ? 1 : MOST_LOOKS,
    });
    this.breaker = new Breaker(runtime, () => this.ping(), options.onBreaker);
    // Without a listener a lost connection would end the process; the breaker hears of it from the commands.
    client.on('error', (error) => this.breaker.trip(error));
    client.on('close', () => this.breaker.trip(new Error('the connection was closed')));
  }

  get available(): boolean {
    return !this.breaker.isOpen && this.client.status === 'ready';
  }

  get fault(): unknown {
    return this.breaker.cause;
  }

  look(key: string): Promise<RemoteRead> {
    if (!this.available) return Promise.resolve(UNAVAILABLE);
    return this.looks.load(key);
  }

  getOrLease(key: string, { token, leastStamp, acceptsBelowFloor }: LeaseRequest): Promise<RemoteRead> {
    if (!this.available) return Promise.resolve(UNAVAILABLE);
    const below = acceptsBelowFloor ? '1' : '0';
    return this.patience.put({
      ask: () => this.client.tierGetOrLeaseBuffer(key, asToken(token), LEASE_MS, leastStamp, below),
      read: readReply,
      explain: (error) => this.explain(key, error),
      late: (reply) => this.giveBack(key, token, reply),
      repeats: true,
    });
  }

  async fill(key: string, fill: Fill): Promise<FillResult> {
    const { token, stamp, value, ttlMs, acceptsBelowFloor } = fill;
    const result = await this.attempt(() =>
      this.client.tierFill(key, asToken(token), stamp, value, ttlMs, acceptsBelowFloor ? '1' : '0'),
    );
    return (result as FillResult | undefined) ?? 'unavailable';
  }

  async release(key: string, token: string): Promise<void> {
    await this.attempt(() => this.client.tierRelease(key, asToken(token)));
  }

  async invalidate(
    entries: readonly { readonly key: string; readonly keepsValue: boolean }[],
    time: LogTime,
  ): Promise<void> {
    // Sent in one go without waiting between them: a pipeline that works on a cluster too.
    await this.attempt(() =>
      Promise.all(
        entries.map(({ key, keepsValue }) => this.client.tierInvalidate(key, time, keepsValue ? '1' : '0')),
      ),
    );
  }

  async delete(key: string): Promise<boolean> {
    return ((await this.attempt(() => this.client.unlink(key))) ?? 0) > 0;
  }

  /** Deletes every key that begins with `prefix`; returns how many. */
  async deletePrefix(prefix: string): Promise<number> {
    let deleted = 0;
    for (const node of this.masters()) {
      let cursor = '0';
      do {
        const page = await this.attempt(() =>
          node.scan(cursor, 'MATCH', `${escapeGlob(prefix)}*`, 'COUNT', SCAN_COUNT),
        );
        if (!page) return deleted;
        cursor = page[0];
        const unlinked = await this.attempt(() => Promise.all(page[1].map((key) => this.client.unlink(key))));
        deleted += (unlinked ?? []).reduce((sum, count) => sum + count, 0);
      } while (cursor !== '0');
    }
    return deleted;
  }

  async scan(prefix: string, cursor: string, count: number): Promise<{ keys: string[]; cursor: string }> {
    const nodes = this.masters();
    const [position = '0', index = '0'] = cursor.split('@');
    const node = nodes[Number(index)];
    const page =
      node &&
      (await this.attempt(() => node.scan(position, 'MATCH', `${escapeGlob(prefix)}*`, 'COUNT', count)));
    if (!page) return { keys: [], cursor: '0' };
    const [next, keys] = page;
    if (next !== '0') return { keys, cursor: `${next}@${index}` };
    const following = Number(index) + 1;
    return { keys, cursor: following < nodes.length ? `0@${following}` : '0' };
  }

  async addCounters(hash: string, counters: ReadonlyMap<string, number>): Promise<boolean> {
    const sent = await this.attempt(() =>
      Promise.all([...counters].map(([field, count]) => this.client.hincrby(hash, field, count))),
    );
    return sent !== undefined;
  }

  async readCounters(hash: string): Promise<Record<string, number> | null> {
    const fields = await this.attempt(() => this.client.hgetall(hash));
    if (!fields) return null;
    return Object.fromEntries(Object.entries(fields).map(([field, count]) => [field, Number(count)]));
  }

  async info(): Promise<RemoteInfo | null> {
    const nodes = this.masters();
    const answers = await this.attempt(() =>
      Promise.all(nodes.map(async (node) => ({ text: await node.info(), keys: await node.dbsize() }))),
    );
    if (!answers) return null;
    const sum = (field: string): number =>
      answers.reduce((total, { text }) => total + Number(infoField(text, field) ?? 0), 0);
    return {
      keys: answers.reduce((total, { keys }) => total + keys, 0),
      memoryUsed: answers.map(({ text }) => infoField(text, 'used_memory_human') ?? 'N/A').join(' + '),
      hits: sum('keyspace_hits'),
      misses: sum('keyspace_misses'),
    };
  }

  /** Runs a command of another kind if Redis is well; undefined says that it was not done. */
  run<T>(command: (client: RedisClient) => Promise<T>): Promise<T | undefined> {
    return this.attempt(() => command(this.client));
  }

  async close(): Promise<void> {
    await this.breaker.stop();
    this.client.disconnect();
  }

  /** Resolves when the first connection stands, or after `milliseconds`: Redis is never waited for longer. */
  async waitUntilReady(milliseconds: number): Promise<void> {
    const until = this.runtime.now() + milliseconds;
    while (this.client.status !== 'ready' && this.runtime.now() < until) await sleep(this.runtime, 10);
  }

  /** Looks of one turn of the event loop, as one command: it costs both sides a fraction of as many. */
  private lookAtAll(keys: readonly string[]): Promise<RemoteRead[]> {
    return this.patience.put({
      ask: () => this.client.mgetBuffer(...keys),
      read: (entries) => entries.map(storedIn),
      explain: (error) => {
        this.note(error);
        return keys.map(() => UNAVAILABLE);
      },
      repeats: true,
    });
  }

  /** A lease that came when nobody waited for it any more: others would wait for its end. */
  private giveBack(key: string, token: string, reply: LeaseReply): void {
    if (readReply(reply).kind !== 'lease') return;
    this.client.tierRelease(key, asToken(token)).catch(() => undefined);
  }

  /** What a failed read comes to: something that is no entry is deleted. */
  private async explain(key: string, error: unknown): Promise<RemoteRead> {
    if (!isReply(error) || !error.message.includes('WRONGTYPE')) {
      this.note(error);
      return UNAVAILABLE;
    }
    this.options.onCorrupted(key);
    const isGone = (await this.attempt(() => this.client.unlink(key))) !== undefined;
    return isGone ? NONE : UNAVAILABLE;
  }

  /** A command came to nothing: Redis is ill, or will not have it. */
  private note(error: unknown): void {
    if (isReply(error)) this.options.onRefusal(error);
    else this.breaker.trip(error);
  }

  /** Runs a command if Redis is well, within the budget; undefined says that it was not done, or not known to be. */
  private async attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (!this.available) return undefined;
    return this.patience.put<T, T | undefined>({
      ask: command,
      read: (answer) => answer,
      explain: (error) => {
        this.note(error);
        return undefined;
      },
      repeats: false,
    });
  }

  private async ping(): Promise<void> {
    if (this.client.status !== 'ready') throw new Error('Redis is not connected');
    await this.patience.put({
      ask: () => Promise.all(this.masters().map((node) => node.ping())),
      read: () => undefined,
      explain: async (error) => {
        throw error;
      },
      repeats: false,
    });
  }

  private masters(): Redis[] {
    return this.client instanceof Cluster ? this.client.nodes('master') : [this.client];
  }
}

function readReply(reply: LeaseReply): RemoteRead {
  if (Array.isArray(reply)) return storedIn(reply[0]);
  return typeof reply === 'number' ? { kind: 'busy', until: reply } : { kind: 'lease' };
}

/** What a fill has stored in an entry. What is shorter than a guard is no entry: opened, it is found to be damaged. */
function storedIn(entry: Buffer | null): RemoteRead {
  if (entry === null || entry.length === GUARD_BYTES) return NONE;
  return { kind: 'value', value: entry.subarray(GUARD_BYTES) };
}

/** The scripts keep tokens in a field of fixed width. */
function asToken(token: string): string {
  return token.padEnd(TOKEN_LENGTH);
}

/** An error reply about one command; everything else says that Redis is ill. */
function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError' && !ILLNESS.test(error.message);
}

function escapeGlob(text: string): string {
  return text.replace(/[*?[\]\\]/g, '\\$&');
}

function infoField(text: string, field: string): string | undefined {
  return new RegExp(`^${field}:(.*)$`, 'm').exec(text)?.[1]?.trim();
}
