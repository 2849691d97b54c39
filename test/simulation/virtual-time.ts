import type { Runtime } from '../../src/cache/runtime.js';
import type { Chance } from './chance.js';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly owner: Host | null;
  readonly run: () => void;
}

/** A process of the simulation. Frozen, its tasks wait (SIGSTOP); dead, they are lost (kill -9). */
export class Host {
  frozen = false;
  dead = false;
  readonly held: (() => void)[] = [];

  constructor(readonly name: string) {}
}

/** One clock for everything, and a queue of what is to happen, stepped in order. */
export class VirtualTime {
  now = 0;
  steps = 0;
  private order = 0;
  private readonly heap: Task[] = [];

  constructor(private readonly chance: Chance) {}

  /** Calls `run` in so many milliseconds, as `owner` (null: the world). Returns a function that calls it off. */
  after(milliseconds: number, owner: Host | null, run: () => void): () => void {
    let called = true;
    this.push({
      at: this.now + Math.max(0, milliseconds),
      order: (this.order += 1),
      owner,
      run: () => {
        if (called) run();
      },
    });
    return () => void (called = false);
  }

  /** The clock and chance of one host. Its own clock started at some other time than the others'. */
  runtimeOf(host: Host, offset: number): Runtime {
    return {
      now: () => this.now + offset,
      wallNow: () => this.now,
      random: () => this.chance.draw(),
      after: (milliseconds, task) => this.after(milliseconds, host, task),
    };
  }

  thaw(host: Host): void {
    host.frozen = false;
    for (const run of host.held.splice(0)) this.after(0, host, run);
  }

  /** Runs what falls due until `end`. */
  async runUntil(end: number): Promise<void> {
    for (;;) {
      const task = this.heap[0];
      if (!task || task.at > end) break;
      this.pop();
      this.now = task.at;
      this.steps += 1;
      if (task.owner?.dead) continue;
      if (task.owner?.frozen) task.owner.held.push(task.run);
      else task.run();
      // Every promise that is ready runs before the next task: a tick comes after the whole microtask queue.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    this.now = end;
  }

  private push(task: Task): void {
    const { heap } = this;
    let index = heap.push(task) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(task, heap[parent] as Task)) break;
      heap[index] = heap[parent] as Task;
      index = parent;
    }
    heap[index] = task;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop() as Task;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Task, heap[child] as Task)) child += 1;
      if (!isBefore(heap[child] as Task, last)) break;
      heap[index] = heap[child] as Task;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
