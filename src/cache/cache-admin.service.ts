import { Inject, Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/index.js';
import { currentScope, secondsOf, type LogTime } from '../database/index.js';
import { CacheEngine } from './cache-engine.js';
import { publish } from './cache-events.js';
import { ENGINE_OPTIONS, type EngineOptions } from './engine.options.js';
import { namespaceName, slotsOf } from './tiers/entry.js';
import { openEntry } from './tiers/envelope.js';

export interface EntryReport {
  key: string;
  kind: string;
  tiers: ('l1' | 'l2')[];
  bytes: number;
  age_seconds: number;
  ttl_seconds: number;
  stamp: string;
  tags: readonly string[];
  verdict: string;
}

const PAGE = 100;
/** Keys that Redis looks at in one go when a prefix is swept. */
const SWEPT_PAGE = 500;

/** What operators do: look into the tiers, and drop from them, on every instance. */
@Injectable()
export class CacheAdminService {
  constructor(
    private readonly engine: CacheEngine,
    @Inject(ENGINE_OPTIONS) private readonly options: EngineOptions,
  ) {}

  /**
   * Outdates whatever depends on `names` (keys, tags, namespaces) on every instance: the command is a
   * document, so that MongoDB's log carries it as surely as any write, and whoever asked for it has seen it: the
   * consistency token of the answer says so.
   * @returns the command's time: whatever has an earlier stamp is outdated
   */
  async drop(names: readonly string[]): Promise<LogTime> {
    const at = await this.engine.log.command(names);
    currentScope()?.observe(at);
    for (const name of names) this.engine.floors.raise(name, at);
    publish('drop', () => ({ names }));
    return at;
  }

  /** @throws {NotFoundError} for a key that no row has, which may be anybody's in that Redis. */
  async dropEntry(key: string): Promise<void> {
    if (!this.rowOf(key)) throw new NotFoundError(`No kind of entry has keys like "${key}".`);
    await this.dropKeys([key]);
  }

  /** @param keys of rows */
  async dropKeys(keys: readonly string[]): Promise<void> {
    await this.drop(keys);
    for (const key of keys) this.engine.memory.delete(key);
    await Promise.all(keys.map((key) => this.engine.remote.delete(key)));
  }

  /** @throws {NotFoundError} for a namespace that no row has. */
  async dropNamespace(namespace: string): Promise<void> {
    const rows = this.options.rows.filter((row) => row.namespace === namespace);
    if (rows.length === 0) throw new NotFoundError(`There is no namespace "${namespace}".`);
    const at = await this.drop([namespaceName(namespace)]);
    for (const { prefix } of rows) this.tidy(prefix, at);
  }

  /**
   * Removes what can no longer be served from both tiers; nothing waits for it, nothing depends on it. What was loaded
   * since, and a load under way, stay.
   * @param at log time of a write that outdated whatever there was under `prefix`
   */
  tidy(prefix: string, at: LogTime): void {
    const { memory, floors } = this.engine;
    memory.deletePrefix(prefix, ({ stamp, slots }) => stamp < floors.highest(slots));
    void this.tidyRemote(prefix, at);
  }

  get namespaces(): string[] {
    return [...new Set(this.options.rows.map(({ namespace }) => namespace))].sort();
  }

  /** Tags of what memory holds, with how many entries carry each, the commonest first. */
  countTags(): { tag: string; entries: number }[] {
    const counts = new Map<string, number>();
    for (const { tags } of this.engine.memory.values())
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    const rows = [...counts].map(([tag, entries]) => ({ tag, entries }));
    return rows.sort((a, b) => b.entries - a.entries || (a.tag < b.tag ? -1 : 1)).slice(0, PAGE);
  }

  /** A page of entries whose key begins with `prefix`: memory's on the first page, Redis's on all. */
  async listEntries(
    prefix: string,
    cursor: string,
  ): Promise<{ items: EntryReport[]; cursor: string | null }> {
    const page = await this.engine.remote.scan(prefix, cursor, PAGE);
    const keys = new Set(page.keys.filter((key) => this.rowOf(key)));
    if (cursor === '0') {
      for (const { key } of this.engine.memory.values())
        if (key.startsWith(prefix) && keys.size < 2 * PAGE) keys.add(key);
    }
    const items = await Promise.all([...keys].map((key) => this.inspect(key)));
    return { items: items.filter((item) => item !== null), cursor: page.cursor === '0' ? null : page.cursor };
  }

  /** @throws {NotFoundError} when neither tier holds the key, as far as Redis can be asked. */
  async readEntry(key: string): Promise<EntryReport> {
    const report = await this.inspect(key);
    if (report) return report;
    const { available } = this.engine.remote;
    throw new NotFoundError(
      available ? `Neither tier holds "${key}".` : `Memory does not hold "${key}"; Redis is not in use.`,
    );
  }

  private async inspect(key: string): Promise<EntryReport | null> {
    const { memory, remote, runtime, judge, floors } = this.engine;
    const row = this.rowOf(key);
    if (!row) return null;
    const held = memory.get(key);
    const reply = await remote.look(key);
    const distant = reply.kind === 'value' ? openEntry(key, row.kind, this.engine.epoch, reply.value) : null;
    const entry = held ?? distant;
    if (!entry) return null;
    const ttlMs = held ? held.expiresAt - runtime.now() : judge.millisecondsUntil(distant?.endsAt ?? 0);
    return {
      key,
      kind: entry.kind,
      tiers: [...(held ? (['l1'] as const) : []), ...(distant ? (['l2'] as const) : [])],
      bytes: entry.body.length,
      age_seconds: Math.max(0, Math.round(judge.ageSeconds(entry.stamp))),
      ttl_seconds: Math.max(0, Math.round(ttlMs / 1_000)),
      stamp: new Date(secondsOf(entry.stamp) * 1_000).toISOString(),
      tags: entry.tags,
      verdict: judge.judge(entry.stamp, slotsOf(floors, row, key, entry.tags), row.invalidation, 0),
    };
  }

  private async tidyRemote(prefix: string, at: LogTime): Promise<void> {
    const { remote } = this.engine;
    let cursor = '0';
    do {
      const page = await remote.scan(prefix, cursor, SWEPT_PAGE);
      await remote.invalidate(
        page.keys.map((key) => ({ key, keepsValue: false })),
        at,
      );
      cursor = page.cursor;
    } while (cursor !== '0');
  }

  private rowOf(key: string): EngineOptions['rows'][number] | undefined {
    return this.options.rows.find(({ prefix }) => key.startsWith(prefix));
  }
}
