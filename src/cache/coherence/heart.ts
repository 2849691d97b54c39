import { atMost, sleep, type Runtime } from '../runtime.js';
import type { LogPort } from './log.port.js';
import type { Proof } from './proof.js';

const BEAT_INTERVAL_MS = 500;
/** However many wait: no more than one beat in this time. */
const LEAST_GAP_MS = 10;

/** Writes this instance's beats: two a second, and one at once when somebody waits for the log. */
export class Heart {
  private number = 0;
  private stopped = false;
  private wake: () => void = () => {};
  private loop: Promise<void> = Promise.resolve();
  /** Why the last beat was not acknowledged; null when it was, i.e. MongoDB takes writes. */
  fault: unknown = new Error('no beat yet');

  constructor(
    private readonly log: LogPort,
    private readonly proof: Proof,
    private readonly runtime: Runtime,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  /** Beats soon: whoever waits for the log to pass a time needs something later in it. */
  hasten(): void {
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const woken = new Promise<void>((resolve) => (this.wake = resolve));
      await this.beat();
      if (this.stopped) break;
      await sleep(this.runtime, LEAST_GAP_MS);
      await atMost(this.runtime, BEAT_INTERVAL_MS - LEAST_GAP_MS, woken);
    }
  }

  /** A beat that fails proves nothing, and nothing else: the next one is tried in its turn. */
  private async beat(): Promise<void> {
    this.number += 1;
    const { number } = this;
    this.proof.noteSent(number);
    try {
      this.proof.noteAcknowledged(number, await this.log.beat(number));
      this.fault = null;
    } catch (error) {
      this.fault = error;
      await sleep(this.runtime, BEAT_INTERVAL_MS / 5);
    }
  }
}
