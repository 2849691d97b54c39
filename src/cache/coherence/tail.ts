import { atSecond, LogHistoryLostError, secondsOf, LOG_START, type LogTime } from '../../database/index.js';
import { jitter, sleep, type Runtime } from '../runtime.js';
import type { Floors } from './floors.js';
import type { LogChange, LogPort } from './log.port.js';
import type { Proof } from './proof.js';

/** A start replays at most this much of the log; what is older only misses. */
export const REPLAY_MAX_EVENTS = 300_000;
const REPLAY_MAX_MS = 5_000;
const REOPEN_MS = 200;
const SILENCE_MS = 5_000;

export interface TailOptions {
  /** How far back a replay begins, in seconds: the longest that anything is kept in Redis. */
  readonly replaySeconds: number;
  /** Called when everything held may be wrong: memory is to be emptied. */
  readonly onReset: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Follows the database's log and raises the floors, in order, synchronously.
 *
 * A lost log, a dropped collection or a moved epoch raises every floor to now. An interrupted
 * stream is opened again where it was complete: raising a floor twice is raising it once.
 */
export class Tail {
  private abort = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private replayed = 0;
  private replayEndsAt = Number.POSITIVE_INFINITY;
  private replayUntil: LogTime = LOG_START;
  private lastHeardAt = 0;
  private stopped = false;
  private isFailing = false;
  /** Times the stream had to be opened again. */
  reopened = 0;
  /** Times everything held was given up. */
  resets = 0;

  constructor(
    private readonly log: LogPort,
    private readonly floors: Floors,
    private readonly proof: Proof,
    private readonly runtime: Runtime,
    private readonly options: TailOptions,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.abort.abort();
    await this.loop;
  }

  /** Opens the stream anew if it has brought nothing for seconds: not even a beat. */
  checkSilence(): void {
    if (this.lastHeardAt > 0 && this.runtime.now() - this.lastHeardAt > SILENCE_MS) this.abort.abort();
  }

  private async run(): Promise<void> {
    // Where everything was given up: nothing need be known from before that.
    let anew: LogTime | null = null;
    while (!this.stopped) {
      try {
        anew = await this.followFrom(anew ?? (await this.findStart()));
      } catch (error) {
        if (this.stopped) return;
        this.tell(error);
        anew = error instanceof LogHistoryLostError ? await this.giveUp() : null;
      }
      if (this.stopped) return;
      this.reopened += 1;
      await sleep(this.runtime, jitter(this.runtime, REOPEN_MS));
    }
  }

  private findStart(): Promise<LogTime> {
    return this.proof.position === LOG_START ? this.begin() : this.resume();
  }

  /** Where the first replay begins: entries from before it are unknown, so every floor starts there. */
  private async begin(): Promise<LogTime> {
    const now = await this.log.now();
    const wanted = atSecond(secondsOf(now) - this.options.replaySeconds);
    const from = await this.log.wholeFrom(wanted);
    this.floors.raiseAll(from);
    this.replayed = 0;
    this.replayUntil = now;
    this.replayEndsAt = this.runtime.now() + REPLAY_MAX_MS;
    return from;
  }

  private async resume(): Promise<LogTime> {
    const from = this.proof.position;
    await this.log.assertReachesBackTo(from);
    return from;
  }

  /** Returns, where that is because everything was given up, where to go on. */
  private async followFrom(from: LogTime): Promise<LogTime | null> {
    // Stopped while `from` was being found: there was no stream yet that could be aborted.
    if (this.stopped) return null;
    this.abort = new AbortController();
    this.lastHeardAt = this.runtime.now();
    for await (const change of this.log.follow(from, this.abort.signal)) {
      this.lastHeardAt = this.runtime.now();
      this.isFailing = false;
      if (change.time <= this.replayUntil && this.isReplayTooLong()) return this.giveUp();
      this.apply(change);
    }
    return null;
  }

  private isReplayTooLong(): boolean {
    this.replayed += 1;
    return this.replayed > REPLAY_MAX_EVENTS || this.runtime.now() > this.replayEndsAt;
  }

  private apply(change: LogChange): void {
    this.proof.noteReached(change.time);
    if (change.kind === 'beat') return this.proof.noteReturned(change.number);
    if (change.kind === 'reset') return this.reset(change.time);
    for (const name of change.names) this.floors.raise(name, change.time);
  }

  /** Whatever was written before now is unknown; returns from where to follow, if that can be said. */
  private async giveUp(): Promise<LogTime | null> {
    try {
      const now = await this.log.now();
      this.reset(now);
      this.replayUntil = LOG_START;
      this.proof.noteReached(now + 1);
      return now;
    } catch (error) {
      this.tell(error);
      return null;
    }
  }

  /** Of a run of failures the first; the run ends with the next change. */
  private tell(error: unknown): void {
    if (!this.isFailing) this.options.onError(error);
    this.isFailing = true;
  }

  private reset(time: LogTime): void {
    this.resets += 1;
    this.floors.raiseAll(time);
    this.options.onReset();
  }
}
