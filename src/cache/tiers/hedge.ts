import type { Runtime } from '../runtime.js';

/**
 * Asks again what has not been answered in time, and takes whichever answer comes first.
 *
 * One timer serves all that is under way: at tens of thousands a second, a timer each costs as much as the asking.
 */
export class Hedge {
  /** What asks again, and when: all wait equally long, so the first is always the next. */
  private readonly waiting = new Map<() => void, number>();
  private isArmed = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly milliseconds: number,
  ) {}

  ask<T>(send: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const again = (): void => void send().then(resolve, reject);
      this.waiting.set(again, this.runtime.now() + this.milliseconds);
      send().then(
        (answer) => {
          this.waiting.delete(again);
          resolve(answer);
        },
        (error: unknown) => {
          this.waiting.delete(again);
          reject(error);
        },
      );
      if (!this.isArmed) this.arm(this.milliseconds);
    });
  }

  private arm(milliseconds: number): void {
    this.isArmed = true;
    this.runtime.after(milliseconds, () => this.askLateOnesAgain());
  }

  private askLateOnesAgain(): void {
    this.isArmed = false;
    const now = this.runtime.now();
    for (const [again, at] of this.waiting) {
      if (at > now) {
        this.arm(at - now);
        return;
      }
      this.waiting.delete(again);
      again();
    }
  }
}
