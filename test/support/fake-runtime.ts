import type { Runtime } from '../../src/cache/runtime.js';

/** A clock that stands still until it is told to move. */
export class FakeRuntime implements Runtime {
  private time = 0;
  private tasks: { at: number; task: () => void }[] = [];

  constructor(
    private readonly draws: () => number = () => 0.5,
    public wall = Date.UTC(2026, 0, 1, 12),
  ) {}

  now(): number {
    return this.time;
  }
  wallNow(): number {
    return this.wall;
  }
  random(): number {
    return this.draws();
  }
  after(milliseconds: number, task: () => void): () => void {
    const entry = { at: this.time + milliseconds, task };
    this.tasks.push(entry);
    return () => void (this.tasks = this.tasks.filter((other) => other !== entry));
  }

  afterReading(task: () => void): void {
    this.after(0, task);
  }

  /** Moves the clock, runs what falls due in its order, and lets promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await settle();
      const [next] = this.tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.tasks = this.tasks.filter((other) => other !== next);
      this.time = Math.max(this.time, next.at);
      next.task();
    }
    this.time = end;
    await settle();
  }

  get pending(): number {
    return this.tasks.length;
  }
}

/** Lets everything that is ready run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
