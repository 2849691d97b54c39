import { z } from 'zod';

/** What the last run did, and all runs together; shown by `GET /cache/stats`. */
export const WarmingReport = z
  .strictObject({
    last_run: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'when the last run began; null before the first' }),
    took_ms: z.number().meta({ description: 'milliseconds that it took' }),
    leader: z.boolean().meta({ description: 'whether this instance warms again and again for the fleet' }),
    learned: z
      .int()
      .meta({ description: 'entries of the last run that it chose because they are read most' }),
    warmed: z.int().meta({ description: 'entries that it loaded or found' }),
    failed: z.int().meta({ description: 'entries that it could not load' }),
    runs: z.int().meta({ description: 'runs since the start' }),
    failures: z.int().meta({ description: 'entries that could not be loaded since the start' }),
  })
  .meta({ id: 'WarmingReport' });
export type WarmingReport = z.infer<typeof WarmingReport>;

export const NOT_YET_WARMED: WarmingReport = {
  last_run: null,
  took_ms: 0,
  leader: false,
  learned: 0,
  warmed: 0,
  failed: 0,
  runs: 0,
  failures: 0,
};
