import { roundFigure } from '../../common/statistics.js';

/** How much more (or less) than before, in per cent; null where there was nothing before. */
export function growthOf(current: number, before: number): number | null {
  return before === 0 ? null : roundFigure((100 * (current - before)) / before);
}
