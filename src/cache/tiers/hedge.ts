import type { Runtime } from '../runtime.js';

export interface Question<A, T> {
  /** Asks; called once, or twice. */
  readonly ask: () => Promise<A>;
  /** Makes of an answer what is wanted. */
  readonly read: (answer: A) => T;
  /** What it comes to where asking failed. */
  readonly explain: (error: unknown) => Promise<T>;
}

/**
 * Asks again what has not been answered in time, and takes whichever answer comes first.
 *
 * One timer serves all that is under way, and an answer goes through one promise: at tens of thousands a second either
 * would cost as much as the asking.
 */
export class Hedge {
  /** What asks again, and when: all wait equally long, so the first is always the next. */
  private readonly waiting = new Map<() => void, number>();
  private isArmed = false;

  /** @param milliseconds after which to ask again; null: never */
  constructor(
    private readonly runtime: Runtime,
    private readonly milliseconds: number | null,
  ) {}

  put<A, T>({ ask, read, explain }: Question<A, T>): Promise<T> {
    return new Promise((resolve) => {
      const fail = (error: unknown): void => {
        this.waiting.delete(send);
        resolve(explain(error));
      };
      const settle = (answer: A): void => {
        this.waiting.delete(send);
        try {
          resolve(read(answer));
        } catch (error) {
          fail(error);
        }
      };
      const send = (): void => void ask().then(settle, fail);
      if (this.milliseconds !== null) this.expect(send, this.milliseconds);
      send();
    });
  }

  private expect(send: () => void, milliseconds: number): void {
    this.waiting.set(send, this.runtime.now() + milliseconds);
    if (!this.isArmed) this.arm(milliseconds);
  }

  private arm(milliseconds: number): void {
    this.isArmed = true;
    this.runtime.after(milliseconds, () => this.askLateOnesAgain());
  }

  private askLateOnesAgain(): void {
    this.isArmed = false;
    const now = this.runtime.now();
    for (const [send, at] of this.waiting) {
      if (at > now) {
        this.arm(at - now);
        return;
      }
      this.waiting.delete(send);
      send();
    }
  }
}
