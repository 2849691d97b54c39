/**
 * Ranks from 0 by Zipf's law: rank i in proportion to 1 / (i + 1)^s (Breslau et al., INFOCOM 1999).
 * @param random uniform in [0, 1)
 */
export function zipf(count: number, s: number, random: () => number): () => number {
  const sums: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= count; rank += 1) sums.push((sum += rank ** -s));
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
