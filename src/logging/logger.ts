import { pino, type Logger } from 'pino';
import type { Env } from '../../config/index.js';
import { GatheredLines, type LogOutput } from './gathered-lines.js';

/** Bytes that may wait for a reader that does not keep up; lines beyond are dropped. */
const MOST_WAITING = { maxLength: 16 * 1_024 * 1_024 };

export type LogLevel = Env['LOG_LEVEL'];

/**
 * The process's logger: one JSON object a line, `level` by name, `time` as an ISO 8601 instant, no secrets.
 *
 * @param output where the lines go; standard output, without blocking, by default.
 */
export function createLogger(level: LogLevel, output?: LogOutput): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    output ? new GatheredLines(output) : (standardOutput ??= openStandardOutput()),
  );
}

let standardOutput: GatheredLines | undefined;

/** Standard output, without blocking; what is left is written when the process ends. */
function openStandardOutput(): GatheredLines {
  const output = pino.destination({ dest: 1, sync: false, contentMode: 'buffer', ...MOST_WAITING });
  // Its types know of text only, whatever the mode.
  const lines = new GatheredLines(output as unknown as LogOutput);
  process.once('exit', () => lines.flushSync());
  return lines;
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
