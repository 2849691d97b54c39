import { CacheEngine } from '../../src/cache/cache-engine.js';
import { TieredCacheService } from '../../src/cache/tiered-cache.service.js';
import { NotFoundError } from '../../src/common/index.js';
import type { LogTime } from '../../src/database/index.js';
import { FakeConnection, type Change, type FakeDatabase } from './fake-database.js';
import { FakeRemoteTier, type FakeRedis } from './fake-remote.js';
import { ROWS, STALENESS_MS, type Row, type Shown } from './rows.js';
import { Host, type VirtualTime } from './virtual-time.js';
import type { Chance } from './chance.js';

/** One process: the real engine and service, over the fakes. */
export class SimulatedInstance {
  readonly host: Host;
  readonly connection: FakeConnection;
  readonly engine: CacheEngine;
  readonly service: TieredCacheService;

  constructor(
    name: string,
    private readonly database: FakeDatabase,
    redis: FakeRedis,
    time: VirtualTime,
    chance: Chance,
  ) {
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
    for (const row of ROWS) this.service.provide(row, ({ id }) => this.load(row, id));
  }

  async start(): Promise<void> {
    await this.engine.start(500);
  }

  /**
   * Takes what is held of documents before a write of this instance's own; what it returns carries that over. A deletion
   * is not to be carried over.
   */
  beforeWrite(changes: readonly Change[]): (at: LogTime) => Promise<unknown> {
    const held = changes.flatMap(({ id, version }) =>
      ROWS.map((row) => ({ id, version, carryOver: this.service.beforeWrite(row, { id }) })),
    );
    return (at) =>
      Promise.all(
        held.map(({ id, version, carryOver }) =>
          carryOver(at, ({ body }) => {
            const { writes } = body as Shown;
            return version === null ? null : { body: { id, version, writes: writes + 1 } satisfies Shown };
          }),
        ),
      );
  }

  /** The dynamic row shows that there is nothing; the others have "not found". */
  private async load(row: Row, id: string): Promise<Shown> {
    const { snapshot } = this.connection;
    const version = this.database.versionAt(id, snapshot);
    if (version === null && row.kind !== 'dynamic') throw new NotFoundError(id);
    return { id, version, writes: this.database.writesUntil(id, snapshot) };
  }
}
