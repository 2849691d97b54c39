import { atSecond, type LogTime } from '../../src/database/index.js';
import type { Chance } from './chance.js';
import type { Host, VirtualTime } from './virtual-time.js';

/** What was written to a document; `version` null is a delete. */
export interface Write {
  readonly id: string;
  readonly version: number | null;
  readonly time: LogTime;
  /** When the writer was told, on the one clock; Infinity until then. */
  acknowledgedAt: number;
}

/** What a transaction makes of a document; `version` null is a delete. */
export type Change = Pick<Write, 'id' | 'version'>;

type LogEntry = { time: LogTime } & (
  | { kind: 'write'; id: string }
  | { kind: 'names'; names: readonly string[] }
  | { kind: 'beat'; host: Host; number: number }
  | { kind: 'reset' }
);

/** Log times that a fold takes together. */
const FOLDED_TOGETHER = 4;

/** A replica set: documents with all their past, and its log. */
export class FakeDatabase {
  readonly writes: Write[] = [];
  private readonly byId = new Map<string, Write[]>();
  private readonly log: LogEntry[] = [];
  private listeners: (() => void)[] = [];
  private last: LogTime = atSecond(1_000);
  private firstKept = 0;
  /** Nobody answers. */
  down = false;
  /** Snapshot reads reach a primary that slept through an election, and see this time at most. */
  sleeping: LogTime | null = null;
  /** How far the cluster's clock has been set back, in milliseconds: until it has caught up, its seconds stand still. */
  clockBehind = 0;
  epochValue = 'epoch-0';

  constructor(
    readonly time: VirtualTime,
    readonly chance: Chance,
    /** The longest that a message is under way, one way, in milliseconds. */
    readonly latencyMs: number,
  ) {}

  get now(): LogTime {
    return this.last;
  }

  /** Commits a transaction: all its documents at one log time. */
  commit(changes: readonly Change[]): Write[] {
    const time = this.tick();
    const written = changes.map(({ id, version }) => ({ id, version, time, acknowledgedAt: Infinity }));
    for (const write of written) {
      this.writes.push(write);
      this.historyOf(write.id).push(write);
      this.append({ kind: 'write', time, id: write.id });
    }
    return written;
  }

  append(entry: LogEntry): void {
    this.log.push(entry);
    for (const wake of this.listeners.splice(0)) wake();
  }

  tick(): LogTime {
    this.last = Math.max(
      this.last + 1,
      atSecond(1_000 + Math.floor((this.time.now - this.clockBehind) / 1_000)),
    );
    return this.last;
  }

  /** The version of a document as of a log time; null when there was none. */
  versionAt(id: string, time: LogTime): number | null {
    return this.historyOf(id).findLast((write) => write.time <= time)?.version ?? null;
  }

  /** How far a snapshot's rollups are folded: a fold takes several log times together. */
  foldedUntil(snapshot: LogTime): LogTime {
    return snapshot - (snapshot % FOLDED_TOGETHER);
  }

  /** How often a document had been written to as of a log time. */
  writesUntil(id: string, time: LogTime): number {
    return this.historyOf(id).filter((write) => write.time <= time).length;
  }

  historyOf(id: string): Write[] {
    let history = this.byId.get(id);
    if (!history) this.byId.set(id, (history = []));
    return history;
  }

  /** Cuts off the log's past: who has not followed it that far never will. */
  rollOver(): void {
    this.firstKept = this.log.length;
  }

  get oldest(): LogTime {
    return this.log[this.firstKept]?.time ?? this.last;
  }

  get isRolledOver(): boolean {
    return this.firstKept > 0;
  }

  entry(index: number): LogEntry | undefined {
    return this.log[index];
  }

  isCutOff(index: number): boolean {
    return index < this.firstKept;
  }

  indexFrom(time: LogTime): number {
    const index = this.log.findIndex((entry) => entry.time >= time);
    return index === -1 ? this.log.length : index;
  }

  get length(): number {
    return this.log.length;
  }

  onAppend(wake: () => void): void {
    this.listeners.push(wake);
  }
}
