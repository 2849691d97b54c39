import { runSchedules } from './totals.js';

const SCHEDULES = 10_000;
/** A busy machine does fewer, rather than hold everything up. */
const MOST_MS = 40_000;
/** Fewer than this in that time would be no test. */
const LEAST_SCHEDULES = 100;

describe('the engine, stepped through schedules of delays, deaths and losses', () => {
  const depth = Error.stackTraceLimit;
  beforeAll(() => {
    // Errors are thrown by the thousand here, and nobody reads where from.
    Error.stackTraceLimit = 0;
  });
  afterAll(() => {
    Error.stackTraceLimit = depth;
  });

  it(
    'breaks the promise in none of them',
    async () => {
      const began = performance.now();
      const mayGoOn = (): boolean => performance.now() - began < MOST_MS;
      const totals = await runSchedules(1, SCHEDULES, { mayGoOn });
      const seconds = (performance.now() - began) / 1_000;
      process.stdout.write(
        `simulation: ${totals.schedules} schedules, ${totals.steps} steps, ${totals.reads} reads, ${seconds.toFixed(1)} s\n`,
      );
      // The seed of a schedule that fails: npm run test:simulation -- --replay SEED
      expect(totals.failed).toBeNull();
      expect(totals.schedules).toBeGreaterThan(LEAST_SCHEDULES);
    },
    MOST_MS + 20_000,
  );
});
