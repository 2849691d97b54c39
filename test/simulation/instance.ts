import { CacheEngine } from '../../src/cache/cache-engine.js';
import { defineCache, soft, STRICT, type CacheRow } from '../../src/cache/define-cache.js';
import { TieredCacheService } from '../../src/cache/tiered-cache.service.js';
import { NotFoundError } from '../../src/common/index.js';
import type { FakeDatabase } from './fake-database.js';
import { FakeConnection } from './fake-database.js';
import { FakeRemoteTier, type FakeRedis } from './fake-remote.js';
import { Host, type VirtualTime } from './virtual-time.js';
import type { Chance } from './chance.js';

/** Shorter than the product's, so that a schedule of a few seconds covers several periods. */
export const STALENESS_MS = 1_000;
export const SOFT_SECONDS = 2;

export interface Params {
  readonly id: string;
}
export interface Shown {
  readonly id: string;
  readonly version: number | null;
}
export type Row = CacheRow<Params, Shown>;

/** A strict row whose tag is known beforehand, a soft one, and a strict one whose tag only the value knows. */
export const ROWS: readonly Row[] = [
  rowOf('strict', { tags: ({ id }) => [`doc/${id}`] }),
  rowOf('soft', { tags: ({ id }) => [`doc/${id}`], invalidation: soft(SOFT_SECONDS) }),
  rowOf('dynamic', { tagsOf: ({ id }) => [`doc/${id}`], invalidation: STRICT }),
];

function rowOf(kind: string, part: Partial<Row>): Row {
  return defineCache<Params, Shown>({
    kind,
    namespace: kind,
    prefix: `${kind}:`,
    key: ({ id }) => `${kind}:${id}`,
    tags: () => [],
    ttl: { l1: 3, l2: 5 },
    ...part,
  });
}

/** One process: the real engine and service, over the fakes. */
export class SimulatedInstance {
  readonly host: Host;
  readonly connection: FakeConnection;
  readonly engine: CacheEngine;
  readonly service: TieredCacheService;
  loads = 0;

  constructor(name: string, database: FakeDatabase, redis: FakeRedis, time: VirtualTime, chance: Chance) {
    this.host = new Host(name);
    this.connection = new FakeConnection(database, this.host);
    const runtime = time.runtimeOf(this.host, chance.between(0, 1_000_000));
    this.engine = new CacheEngine(
      {
        log: this.connection,
        snapshots: this.connection,
        remote: new FakeRemoteTier(redis, this.host, time, chance),
        runtime,
      },
      {
        enabled: true,
        stalenessMs: STALENESS_MS,
        maxBytes: 256 * 1024,
        longestTtlSeconds: 5,
        defaultTtlSeconds: 5,
        floorSlots: 64,
      },
    );
    this.service = new TieredCacheService(this.engine);
    for (const row of ROWS) this.service.provide(row, ({ id }) => this.load(database, row, id));
  }

  async start(): Promise<void> {
    await this.engine.start(500);
  }

  /** The dynamic row shows that there is nothing; the others have "not found". */
  private async load(database: FakeDatabase, row: Row, id: string): Promise<Shown> {
    this.loads += 1;
    const version = database.versionAt(id, this.connection.snapshot);
    if (version === null && row.kind !== 'dynamic') throw new NotFoundError(id);
    return { id, version };
  }
}
