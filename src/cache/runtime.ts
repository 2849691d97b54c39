/** Time and chance, as the engine uses them; a simulation steps its own. */
export interface Runtime {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** Milliseconds since the epoch by the wall clock; only for what names a day. */
  wallNow(): number;
  /** Uniform in [0, 1). */
  random(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const SYSTEM_RUNTIME: Runtime = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref()),
};

/** `base` milliseconds, more or less up to half: what sleeps together must not wake together. */
export function jitter(runtime: Runtime, base: number): number {
  return base * (0.5 + runtime.random());
}
