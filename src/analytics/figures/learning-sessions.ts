import { meanOf, percentile, sortAscending } from '../../common/statistics.js';

/** A pause this long ends a session, in milliseconds. */
export const SESSION_GAP_MS = 30 * 60_000;

export interface SessionFigures {
  readonly count: number;
  readonly mean_seconds: number;
  readonly median_seconds: number | null;
  readonly p90_seconds: number | null;
}

/**
 * Splits events into sessions. A session lasts from its first event to its last, so one of a single event lasts 0 s.
 * @param times ascending, milliseconds
 */
export function measureSessions(times: readonly number[]): SessionFigures {
  const lengths = sortAscending(splitSessions(times).map(({ start, end }) => (end - start) / 1000));
  return {
    count: lengths.length,
    mean_seconds: meanOf(lengths),
    median_seconds: percentile(lengths, 0.5),
    p90_seconds: percentile(lengths, 0.9),
  };
}

function splitSessions(times: readonly number[]): { start: number; end: number }[] {
  const sessions: { start: number; end: number }[] = [];
  for (const time of times) {
    const current = sessions.at(-1);
    if (current && time - current.end < SESSION_GAP_MS) current.end = time;
    else sessions.push({ start: time, end: time });
  }
  return sessions;
}
