import { pino, type DestinationStream, type Logger } from 'pino';
import type { Env } from '../../config/index.js';
import { scrubSecrets } from './scrub-secrets.js';

export type LogLevel = Env['LOG_LEVEL'];

/**
 * The process's logger: one JSON object a line, `level` by name, `time` as an ISO 8601 instant, no secrets.
 *
 * @param destination where the lines go; standard output, without blocking, by default.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrubSecrets },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}
