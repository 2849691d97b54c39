import { LogHistoryLostError, type LogChange, type LogPort } from '../../src/cache/coherence/log.port.js';
import type { SnapshotPort } from '../../src/cache/flight/loader.js';
import { UnavailableError } from '../../src/common/index.js';
import { atSecond, type LogTime, type Stamped } from '../../src/database/index.js';
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

/** What a transaction came to. */
export interface Committed {
  /** Of the acknowledgement: the commit's own, or, where it had to be asked for again, a later one. */
  readonly at: LogTime;
  /** The snapshot that it read. */
  readonly read: LogTime;
}

type LogEntry = { time: LogTime } & (
  | { kind: 'write'; id: string }
  | { kind: 'names'; names: readonly string[] }
  | { kind: 'beat'; host: Host; number: number }
  | { kind: 'reset' }
);

/** Of the commits: those whose acknowledgement was lost, and that say a later time when they are asked for it again. */
const ASKED_AGAIN_SHARE = 0.1;
/** What is in the log already follows each other by this at most, in milliseconds. */
const APART_MS = 3;

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
    this.last = Math.max(this.last + 1, atSecond(1_000 + Math.floor(this.time.now / 1_000)));
    return this.last;
  }

  /** The version of a document as of a log time; null when there was none. */
  versionAt(id: string, time: LogTime): number | null {
    return this.historyOf(id).findLast((write) => write.time <= time)?.version ?? null;
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

/** The database as one host reaches it, over a network that can delay, stall and break. */
export class FakeConnection implements LogPort, SnapshotPort {
  /** The change stream is silent, though its connection stands. */
  stalled = false;
  private parted = false;
  private broken = false;
  private wakes: (() => void)[] = [];
  /** Of the load that is being started: what its snapshot sees. */
  snapshot: LogTime = 0;
  /** No loader of the simulation loads anything else. */
  readonly isReading = false;

  constructor(
    private readonly database: FakeDatabase,
    private readonly host: Host,
  ) {}

  /** Breaks the change stream's connection. */
  breakStream(): void {
    this.broken = true;
    this.wake();
  }

  /** Nothing gets through in either direction. */
  part(): void {
    this.parted = true;
    this.stalled = true;
  }

  resume(): void {
    this.parted = false;
    this.stalled = false;
    this.wake();
  }

  async now(): Promise<LogTime> {
    return this.call(() => this.database.now);
  }

  async oldest(): Promise<LogTime> {
    return this.call(() => this.database.oldest);
  }

  async epoch(): Promise<string> {
    return this.call(() => this.database.epochValue);
  }

  async beat(number: number): Promise<LogTime> {
    return this.call(() => {
      const time = this.database.tick();
      this.database.append({ kind: 'beat', time, host: this.host, number });
      return time;
    });
  }

  async command(names: readonly string[]): Promise<LogTime> {
    return this.call(() => {
      const time = this.database.tick();
      this.database.append({ kind: 'names', time, names });
      return time;
    });
  }

  /**
   * Runs a transaction: what it reads is as of its beginning, and what it writes nobody else has written since; where
   * somebody has, it begins again.
   */
  async commit(changes: readonly Change[]): Promise<Committed> {
    const { database } = this;
    let read = await this.call(() => database.now);
    const written = await this.call(() => {
      if (changes.some(({ id }) => (database.historyOf(id).at(-1)?.time ?? 0) > read)) read = database.now;
      return database.commit(changes);
    });
    for (const write of written) write.acknowledgedAt = database.time.now;
    const own = Math.max(...written.map(({ time }) => time));
    return { at: database.chance.happens(ASKED_AGAIN_SHARE) ? database.now : own, read };
  }

  async read<T>(work: () => Promise<T>): Promise<Stamped<T>> {
    const { value, stamp } = await this.call(() => {
      const at = this.database.sleeping ?? this.database.now;
      this.snapshot = at;
      return { value: work(), stamp: at };
    });
    return { value: await value, stamp };
  }

  async *follow(from: LogTime, signal: AbortSignal): AsyncGenerator<LogChange> {
    await this.call(() => null);
    this.broken = false;
    if (from < this.database.oldest) throw new LogHistoryLostError('rolled over');
    let index = this.database.indexFrom(from);
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      if (this.broken) throw new Error('the stream’s connection broke');
      await (this.stalled || index >= this.database.length ? this.somethingNew() : this.pause());
      if (this.stalled || this.broken || index >= this.database.length) continue;
      if (this.database.isCutOff(index)) throw new LogHistoryLostError('rolled over');
      const change = this.interpret(index);
      index += 1;
      if (change) yield change;
    }
  }

  async close(): Promise<void> {}

  private interpret(index: number): LogChange | null {
    const entry = this.database.entry(index);
    if (!entry) return null;
    const { time } = entry;
    if (entry.kind === 'write') return { kind: 'write', time, names: [`doc/${entry.id}`] };
    if (entry.kind === 'names') return { kind: 'write', time, names: entry.names };
    if (entry.kind === 'reset') return { kind: 'reset', time };
    return entry.host === this.host ? { kind: 'beat', time, number: entry.number } : null;
  }

  /** A round trip: what it does happens at the server some time before the answer arrives. */
  private call<T>(effect: () => T): Promise<T> {
    const { database } = this;
    const { chance, time, latencyMs } = database;
    return new Promise((resolve, reject) => {
      time.after(chance.between(0, latencyMs), null, () => {
        if (database.down || this.parted) {
          time.after(chance.between(1, 50), this.host, () => reject(new UnavailableError('MongoDB is away')));
          return;
        }
        const result = effect();
        time.after(chance.between(0, latencyMs), this.host, () => resolve(result));
      });
    });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => this.arrive(APART_MS, resolve));
  }

  private somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => this.arrive(this.database.latencyMs, resolve);
      this.wakes.push(wake);
      this.database.onAppend(wake);
    });
  }

  private arrive(within: number, resolve: () => void): void {
    const { chance, time } = this.database;
    time.after(chance.between(0, within), this.host, resolve);
  }

  private wake(): void {
    for (const wake of this.wakes.splice(0)) wake();
  }
}
