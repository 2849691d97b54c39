import { sleep, type Runtime } from '../runtime.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Keeps requests away from a Redis that is ill.
 *
 * It opens at the first time-out or lost connection: one request waited, no other will. While it is
 * open a probe of its own asks Redis, so that no request pays to find out that it is well again.
 */
export class Breaker {
  private open = false;
  /** Why it opened; null while it is closed. */
  cause: unknown = null;
  private probing: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly probe: () => Promise<void>,
    private readonly onChange: (open: boolean, cause: unknown) => void,
  ) {}

  get isOpen(): boolean {
    return this.open;
  }

  trip(cause: unknown): void {
    if (this.open || this.stopped) return;
    this.open = true;
    this.cause = cause;
    this.onChange(true, cause);
    this.probing = this.probeUntilWell();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.probing;
  }

  private async probeUntilWell(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    while (!this.stopped) {
      await sleep(this.runtime, pause);
      if (this.stopped) return;
      try {
        await this.probe();
        this.open = false;
        this.cause = null;
        this.onChange(false, null);
        return;
      } catch {
        // Still ill: that is what the open breaker says.
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }
}
