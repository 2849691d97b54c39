import { z } from 'zod';
import { TimeZoneName } from '../../common/local-days.js';

/** What users decide for themselves. */
export const SettingsBody = z
  .strictObject({
    timezone: z
      .string()
      .meta({ description: 'IANA time zone that days and streaks are counted in', example: 'Europe/Berlin' }),
  })
  .meta({ id: 'Settings' });
export type SettingsBody = z.output<typeof SettingsBody>;

export const ChangeSettings = z.strictObject({ timezone: TimeZoneName }).meta({ id: 'ChangeSettings' });
export type ChangeSettings = z.output<typeof ChangeSettings>;
