import { CacheEngine } from '../../src/cache/cache-engine.js';
import { TieredCacheService } from '../../src/cache/tiered-cache.service.js';
import { NotFoundError } from '../../src/common/index.js';
import type { LogTime } from '../../src/database/index.js';
import { FakeConnection, type Committed } from './fake-connection.js';
import type { Change, FakeDatabase } from './fake-database.js';
import { FakeRemoteTier, type FakeRedis } from './fake-remote.js';
import { otherOf, ROWS, STALENESS_MS, type Row, type Shown, type ShownDocument } from './rows.js';
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
   * is not to be carried over, nor what was folded.
   */
  beforeWrite(changes: readonly Change[]): (committed: Committed) => Promise<unknown> {
    const held = changes.flatMap((change) =>
      ROWS.map((row) => ({ row, change, carryOver: this.service.beforeWrite(row, { id: change.id }) })),
    );
    return ({ at, read }) =>
      Promise.all(
        held.map(({ row, change: { id, version }, carryOver }) =>
          carryOver(at, ({ body }) => {
            if (version === null || row.kind === 'folded') return null;
            const own = { id, version, writes: (body as Shown).writes + 1 };
            if (row.kind !== 'pair') return { body: own satisfies Shown };
            const other = this.amended(otherOf(id, version), changes, read);
            return { body: { ...own, other } satisfies Shown, tags: [`doc/${other.id}`] };
          }),
        ),
      );
  }

  /** A document as a transaction of these changes leaves it, which has read it as of then. */
  private amended(id: string, changes: readonly Change[], read: LogTime): ShownDocument {
    const before = this.documentAt(id, read);
    const change = changes.find((each) => each.id === id);
    return change ? { id, version: change.version, writes: before.writes + 1 } : before;
  }

  /** Rows whose tags only the value knows show that there is nothing; the others have "not found". */
  private async load({ kind }: Row, id: string): Promise<Shown> {
    const { snapshot } = this.connection;
    const shown = this.documentAt(id, snapshot);
    if (shown.version === null && kind !== 'dynamic') throw new NotFoundError(id);
    if (kind === 'folded')
      return { ...shown, writes: this.database.writesUntil(id, this.connection.readFolded()) };
    if (kind !== 'pair' || shown.version === null) return shown;
    return { ...shown, other: this.documentAt(otherOf(id, shown.version), snapshot) };
  }

  private documentAt(id: string, time: LogTime): ShownDocument {
    return { id, version: this.database.versionAt(id, time), writes: this.database.writesUntil(id, time) };
  }
}
