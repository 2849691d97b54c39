import type { LogChange, LogPort } from '../../src/cache/coherence/log.port.js';
import type { SnapshotPort } from '../../src/cache/flight/loader.js';
import { UnavailableError } from '../../src/common/index.js';
import { LogHistoryLostError, type LogTime, type Stamped } from '../../src/database/index.js';
import type { Change, FakeDatabase } from './fake-database.js';
import type { Host } from './virtual-time.js';

/** What a transaction came to. */
export interface Committed {
  /** Of the acknowledgement: the commit's own, or, where it had to be asked for again, a later one. */
  readonly at: LogTime;
  /** The snapshot that it read. */
  readonly read: LogTime;
}

/** Of the commits: those whose acknowledgement was lost, and that say a later time when they are asked for it again. */
const ASKED_AGAIN_SHARE = 0.1;
/** What is in the log already follows each other by this at most, in milliseconds. */
const APART_MS = 3;

/** The database as one host reaches it, over a network that can delay, stall and break. */
export class FakeConnection implements LogPort, SnapshotPort {
  /** The change stream is silent, though its connection stands. */
  stalled = false;
  private parted = false;
  private broken = false;
  private wakes: (() => void)[] = [];
  /** Of the load that is being started: what its snapshot sees. */
  snapshot: LogTime = 0;
  private bound: LogTime = Infinity;
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

  async wholeFrom(from: LogTime): Promise<LogTime> {
    const { oldest, isRolledOver } = await this.call(() => ({
      oldest: this.database.oldest,
      isRolledOver: this.database.isRolledOver,
    }));
    if (isRolledOver && from < oldest) throw new LogHistoryLostError('rolled over');
    return Math.max(from, oldest);
  }

  async assertReachesBackTo(time: LogTime): Promise<void> {
    const oldest = await this.call(() => this.database.oldest);
    if (time < oldest) throw new LogHistoryLostError('rolled over');
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
    const { value, ...age } = await this.call(() => {
      const at = this.database.sleeping ?? this.database.now;
      this.snapshot = at;
      this.bound = Infinity;
      const loading = work();
      return { value: loading, stamp: Math.min(at, this.bound), readAt: at };
    });
    return { value: await value, ...age };
  }

  /** What is being loaded shows something folded: how far that is. */
  readFolded(): LogTime {
    this.bound = this.database.foldedUntil(this.snapshot);
    return this.bound;
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
