import { z } from 'zod';

const Connection = z.enum(['connected', 'disconnected']);

/** The answer of `GET /health`. */
export const HealthBody = z
  .strictObject({
    status: z.enum(['healthy', 'degraded', 'unhealthy']).meta({
      description:
        'healthy: everything answers; degraded: it serves, with a part missing; unhealthy: nothing can be served',
    }),
    timestamp: z.iso.datetime(),
    services: z.strictObject({ redis: Connection, mongodb: Connection }),
  })
  .meta({ id: 'Health' });
export type HealthBody = z.infer<typeof HealthBody>;

const Indicators = z.record(z.string(), z.looseObject({ status: z.enum(['up', 'down']) }));

/** The answer of the probes: what Terminus says. */
export const ProbeBody = z
  .strictObject({
    status: z.enum(['ok', 'error', 'degraded', 'shutting_down']),
    info: Indicators.optional(),
    error: Indicators.optional(),
    details: Indicators,
  })
  .meta({ id: 'Probe' });
