/** Time and chance, as the engine uses them; a simulation steps its own. */
export interface Runtime {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Milliseconds since the epoch by the wall clock; only for what names a day. */
  wallNow(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Calls `task` once after so many milliseconds; returns a function that calls it off. */
  after(milliseconds: number, task: () => void): () => void;
  /** Calls `task` once what has arrived at this process by now has been read. */
  afterReading(task: () => void): void;
}

export const SYSTEM_RUNTIME: Runtime = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  random: () => Math.random(),
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  // A turn of the event loop reads between its timers and its immediates.
  afterReading: (task) => void setImmediate(task),
};

export function sleep(runtime: Runtime, milliseconds: number): Promise<void> {
  return new Promise((resolve) => void runtime.after(milliseconds, resolve));
}

/** Resolves when `event` does, or after so many milliseconds; leaves no timer behind. */
export async function atMost(runtime: Runtime, milliseconds: number, event: Promise<void>): Promise<void> {
  let cancel = (): void => {};
  const late = new Promise<void>((resolve) => (cancel = runtime.after(milliseconds, resolve)));
  try {
    await Promise.race([event, late]);
  } finally {
    cancel();
  }
}

/** `base` milliseconds, more or less up to half: what sleeps together must not wake together. */
export function jitter(runtime: Runtime, base: number): number {
  return base * (0.5 + runtime.random());
}
