const MOST = 3;
const LIKELY = 2;

/**
 * Whether Redis is likely to hold what memory does not, by what it held lately: for each kind a saturating counter of
 * two bits, as processors predict branches (J. E. Smith, A Study of Branch Prediction Strategies, ISCA 1981).
 *
 * It only decides which question comes first, never what is served. Kinds are as many as the catalogue has rows.
 */
export class Expectation {
  private readonly counters = new Map<string, number>();

  isLikely(kind: string): boolean {
    return (this.counters.get(kind) ?? LIKELY) >= LIKELY;
  }

  note(kind: string, wasHeld: boolean): void {
    const counter = this.counters.get(kind) ?? LIKELY;
    this.counters.set(kind, wasHeld ? Math.min(counter + 1, MOST) : Math.max(counter - 1, 0));
  }
}
