import { runSchedules } from './totals.js';

const SCHEDULES = 2_000;
/** A busy machine does fewer, rather than hold everything up. */
const MOST_MS = 40_000;
/** Fewer than this in that time would be no test. */
const LEAST_SCHEDULES = 100;

describe('the engine, stepped through schedules of delays, deaths and losses', () => {
  it(
    'breaks the promise in none of them',
    async () => {
      const until = performance.now() + MOST_MS;
      const totals = await runSchedules(1, SCHEDULES, () => performance.now() < until);
      process.stdout.write(
        `simulation: ${totals.schedules} schedules, ${totals.steps} steps, ${totals.reads} reads\n`,
      );
      // The seed of a schedule that fails: npm run test:simulation -- --replay SEED
      expect(totals.failed).toBeNull();
      expect(totals.schedules).toBeGreaterThan(LEAST_SCHEDULES);
    },
    MOST_MS + 20_000,
  );
});
