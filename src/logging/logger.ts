import { pino, type DestinationStream, type Logger } from 'pino';
import type { Env } from '../../config/index.js';
import { scrubSecrets } from './scrub-secrets.js';

/** Lines are written together once there are so many bytes of them, and at least so often (milliseconds). */
const TOGETHER = { minLength: 32_768, maxWrite: 65_536, periodicFlush: 250 };
/** Bytes that may wait for a reader that does not keep up; lines beyond are dropped. */
const MOST_WAITING = { maxLength: 16 * 1_024 * 1_024 };

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
      timestamp: isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrubSecrets },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    destination ?? standardOutput(),
  );
}

/**
 * Standard output, without blocking; what is left is written when the process ends. It is given bytes: of text
 * the library counts all that waits anew with every line, which took an eighth of a cached answer.
 */
function standardOutput(): DestinationStream {
  const output = pino.destination({
    dest: 1,
    sync: false,
    contentMode: 'buffer',
    ...TOGETHER,
    ...MOST_WAITING,
  });
  return { write: (line) => void output.write(Buffer.from(line) as unknown as string) };
}

let lastMillisecond = 0;
let lastTime = '';

/** pino's own `isoTime`, worked out once a millisecond: under load many lines share one. */
function isoTime(): string {
  const now = Date.now();
  if (now !== lastMillisecond) {
    lastMillisecond = now;
    lastTime = `,"time":"${new Date(now).toISOString()}"`;
  }
  return lastTime;
}
