/** The one place where published figures are rounded: 2 decimals, never −0. */
export function roundFigure(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

/** `part` as a percentage of `whole`, rounded; of nothing it is 0. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : roundFigure((100 * part) / whole);
}

/**
 * Percentile by linear interpolation between closest ranks (Hyndman & Fan 1996, type 7).
 * @param sorted ascending
 * @param p 0–1
 * @returns rounded; null of nothing
 */
export function percentile(sorted: readonly number[], p: number): number | null {
  const rank = p * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) return null;
  return roundFigure(below + (above - below) * (rank - Math.floor(rank)));
}

/** Arithmetic mean, rounded; of nothing it is 0. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : roundFigure(values.reduce((sum, value) => sum + value, 0) / values.length);
}

export function sortAscending(values: Iterable<number>): number[] {
  return [...values].sort((a, b) => a - b);
}
