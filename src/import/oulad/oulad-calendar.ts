const DAY = 24 * 3_600_000;
const NOON = 12 * 3_600_000;

/** Months, from 0, in which presentations begin: B in February, J in October. */
const MONTH: Readonly<Record<string, number>> = { B: 1, J: 9 };

/** When a presentation such as `2013J` starts: midnight UTC on the first of its month. */
export function startOf(presentation: string): Date {
  const month = MONTH[presentation.slice(4)];
  if (month === undefined) throw new RangeError(`presentation ${presentation} ends in neither B nor J`);
  return new Date(Date.UTC(Number(presentation.slice(0, 4)), month, 1));
}

/** Midnight UTC, `days` after the start. */
export function dayAfter(start: Date, days: number): Date {
  return new Date(start.getTime() + days * DAY);
}

/** Noon UTC, `days` after the start. */
export function noonAfter(start: Date, days: number): Date {
  return new Date(start.getTime() + days * DAY + NOON);
}
