import type { Runtime } from '../runtime.js';

export interface Question<A, T> {
  /** Asks; called once, or twice where `repeats` says so. */
  readonly ask: () => Promise<A>;
  /** Makes of the first answer what is wanted. Neither this nor `explain` runs in the asker's asynchronous context. */
  readonly read: (answer: A) => T;
  /** What it comes to where asking failed, or there was no answer in time. */
  readonly explain: (error: unknown) => T | Promise<T>;
  /** Hears of an answer that comes after `explain` was asked; left out: nobody does. */
  readonly late?: (answer: A) => void;
  /** Whether it does no harm to ask twice. */
  readonly repeats: boolean;
}

interface Waiting {
  readonly since: number;
  /** Asks again; null where that was done, or may not be. */
  again: (() => void) | null;
  readonly fail: (error: unknown) => void;
}

export class NoAnswerError extends Error {}

/**
 * Waits for answers, but not for ever: asks again what was not answered in time and takes whichever answer comes first,
 * and gives up in the end.
 *
 * One timer serves all that is under way, and an answer goes through one promise: at tens of thousands a second either
 * would cost as much as the asking.
 */
export class Patience {
  /** In the order of asking, so whatever is due first comes first. */
  private readonly waiting = new Set<Waiting>();
  private isArmed = false;

  /**
   * @param againMs milliseconds after which to ask again; null: never
   * @param giveUpMs milliseconds after which an answer is no longer waited for
   */
  constructor(
    private readonly runtime: Runtime,
    private readonly againMs: number | null,
    private readonly giveUpMs: number,
  ) {}

  put<A, T>({ ask, read, explain, late, repeats }: Question<A, T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let hasFailed = false;
      const fail = (error: unknown): void => {
        if (!this.waiting.delete(waiting)) return;
        hasFailed = true;
        resolve(explain(error));
      };
      const settle = (answer: A): void => {
        if (!this.waiting.delete(waiting)) {
          if (hasFailed) late?.(answer);
          return;
        }
        try {
          resolve(read(answer));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const send = (): void => void ask().then(settle, fail);
      const waiting: Waiting = {
        since: this.runtime.now(),
        again: repeats && this.againMs !== null ? send : null,
        fail,
      };
      this.waiting.add(waiting);
      if (!this.isArmed) this.arm(this.againMs ?? this.giveUpMs);
      send();
    });
  }

  private arm(milliseconds: number): void {
    this.isArmed = true;
    // Timers come first in a turn of the event loop: one that was kept busy would give up what has arrived already.
    this.runtime.after(milliseconds, () => this.runtime.afterReading(() => this.lookThrough()));
  }

  private lookThrough(): void {
    this.isArmed = false;
    const now = this.runtime.now();
    const againMs = this.againMs ?? this.giveUpMs;
    for (const waiting of this.waiting) {
      const waited = now - waiting.since;
      if (waited >= this.giveUpMs) waiting.fail(new NoAnswerError(`no answer in ${this.giveUpMs} ms`));
      else if (waited < againMs) break;
      else {
        const { again } = waiting;
        waiting.again = null;
        again?.();
      }
    }
    const next = this.nextDue(againMs);
    if (next !== undefined && !this.isArmed) this.arm(Math.max(0, next - now));
  }

  /** When there is next something to do; undefined: nothing is waited for. */
  private nextDue(againMs: number): number | undefined {
    let next: number | undefined;
    for (const { since, again } of this.waiting) {
      if (next === undefined) next = since + this.giveUpMs;
      if (again) return Math.min(next, since + againMs);
    }
    return next;
  }
}
