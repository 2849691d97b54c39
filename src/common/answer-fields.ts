import { z } from 'zod';

/** An id as it is answered. */
export const Id = z.string().meta({ pattern: '^[0-9a-f]{24}$', example: '64f0c0ffee64f0c0ffee64f0' });

/** An instant as it is answered. */
export const Instant = z.iso.datetime();
