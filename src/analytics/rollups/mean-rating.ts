/** Mean of all ratings of the platform; 0 when there are none. */
export function meanRating({ sum, count }: { sum: number; count: number }): number {
  return count === 0 ? 0 : sum / count;
}
