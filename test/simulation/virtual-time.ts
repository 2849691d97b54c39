import type { Runtime } from '../../src/cache/runtime.js';
import type { Chance } from './chance.js';

interface Task {
  readonly at: number;
  readonly order: number;
  readonly owner: Host | null;
  /** Null once it was called off. */
  run: (() => void) | null;
}

/** A process of the simulation. Frozen, its tasks wait (SIGSTOP); dead, they are lost (kill -9). */
export class Host {
  frozen = false;
  dead = false;
  readonly held: Task[] = [];
  /** Whoever waits for an answer of it learns of its end from the broken connection. */
  readonly onDeath = new Set<() => void>();

  constructor(readonly name: string) {}

  kill(): void {
    this.dead = true;
    for (const tell of this.onDeath) tell();
  }
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
    const task: Task = {
      at: this.now + Math.max(0, milliseconds),
      order: (this.order += 1),
      owner,
      run,
    };
    this.push(task);
    return () => void (task.run = null);
  }

  /** The clock and chance of one host. Its own clock started at some other time than the others'. */
  runtimeOf(host: Host, offset: number): Runtime {
    return {
      now: () => this.now + offset,
      wallNow: () => this.now,
      random: () => this.chance.draw(),
      after: (milliseconds, task) => this.after(milliseconds, host, task),
      afterReading: (task) => void this.after(0, host, task),
    };
  }

  thaw(host: Host): void {
    host.frozen = false;
    for (const { run } of host.held.splice(0)) if (run) this.after(0, host, run);
  }

  /** Runs what falls due until `end`, or until `isDone`. */
  async runUntil(end: number, isDone: () => boolean = () => false): Promise<void> {
    while (!isDone()) {
      const task = this.heap[0];
      if (!task || task.at > end) {
        this.now = end;
        return;
      }
      this.pop();
      if (task.run === null || task.owner?.dead) continue;
      this.now = task.at;
      this.steps += 1;
      if (task.owner?.frozen) {
        task.owner.held.push(task);
        continue;
      }
      task.run();
      // Every promise that is ready runs before the next task: a tick comes after the whole microtask queue.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
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
