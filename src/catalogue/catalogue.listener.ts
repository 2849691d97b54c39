import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CacheAdminService, TieredCacheService } from '../cache/index.js';
import type { AnyCacheRow } from '../cache/define-cache.js';
import type { LogTime } from '../database/index.js';
import { EventBus, type DomainEventName, type DomainEvents } from '../events/index.js';
import { CATALOGUE } from './catalogue.js';
import type { CatalogueRow } from './rule.js';

type Row = CatalogueRow<never, never>;
type Fact = DomainEvents[DomainEventName];

/** Entries that tags outdate cannot be named in Redis; they are swept at most once in this time. */
const SWEEP_MS = 2_000;

/** Turns each committed fact into what it outdates, as the catalogue says. */
@Injectable()
export class CatalogueListener implements OnModuleInit, OnModuleDestroy {
  private readonly stops: (() => void)[] = [];
  private readonly sweeps = new Map<string, { at: LogTime; readonly timer: NodeJS.Timeout }>();

  constructor(
    private readonly bus: EventBus,
    private readonly cache: TieredCacheService,
    private readonly admin: CacheAdminService,
  ) {}

  onModuleInit(): void {
    const rows = Object.values(CATALOGUE) as unknown as Row[];
    const names = new Set(rows.flatMap((row) => Object.keys(row.invalidatedBy))) as Set<DomainEventName>;
    for (const name of names) {
      const concerned = rows.filter((row) => name in row.invalidatedBy);
      this.stops.push(this.bus.listen(name, (fact) => this.outdate(name, concerned, fact)));
    }
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
    for (const { timer } of this.sweeps.values()) clearTimeout(timer);
  }

  private async outdate(name: DomainEventName, rows: readonly Row[], fact: Fact): Promise<void> {
    const entries: { row: AnyCacheRow; key: string }[] = [];
    const tags: string[] = [];
    for (const row of rows) {
      const outdated = row.invalidatedBy[name]?.(fact as never);
      if (!outdated) continue;
      if ('tags' in outdated) {
        tags.push(...outdated.tags);
        if (outdated.whole) this.sweepSoon(row.prefix, fact.writtenAt);
        continue;
      }
      entries.push({ row, key: row.key(outdated.params) });
    }
    await this.cache.invalidate({ entries, tags, at: fact.writtenAt });
  }

  private sweepSoon(prefix: string, at: LogTime): void {
    const due = this.sweeps.get(prefix);
    if (due) {
      due.at = Math.max(due.at, at);
      return;
    }
    const sweep = { at, timer: setTimeout(() => this.sweep(prefix, sweep.at), SWEEP_MS).unref() };
    this.sweeps.set(prefix, sweep);
  }

  private sweep(prefix: string, at: LogTime): void {
    this.sweeps.delete(prefix);
    this.admin.tidy(prefix, at);
  }
}
