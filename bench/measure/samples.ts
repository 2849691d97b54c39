/** Median of a sample; of nothing it is undefined. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}

/** What a round came to; null: it was left out. */
export type Round = number | null;

/**
 * Every figure of a run, by name, one value a round: `http/course/tiercel/per_second`.
 *
 * Rounds are interleaved, so values at the same place were taken seconds apart: a ratio is the median of the quotients
 * of such pairs, which a machine that becomes slower in between does not move. A round that was no measurement keeps its
 * place, with null for a value.
 */
export class Samples {
  private readonly byName = new Map<string, Round[]>();
  /** What must be said beside figures whose names begin so: `engine/bentocache` → `shared object`. */
  readonly marks: Record<string, string> = {};

  add(name: string, value: number): void {
    this.append(name, value);
  }

  /** Notes a round that was no measurement: neither ratios nor medians know of it. */
  leaveOut(name: string): void {
    this.append(name, null);
  }

  addAll(prefix: string, figures: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(figures)) this.add(`${prefix}/${name}`, value);
  }

  /** The figures of earlier runs, as `toJSON` gave them. */
  take(figures: Readonly<Record<string, readonly Round[]>>): void {
    for (const [name, values] of Object.entries(figures)) this.byName.set(name, [...values]);
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  median(name: string): number | undefined {
    return median(this.roundsOf(name).filter((value) => value !== null));
  }

  /** How many rounds a figure had, and how many of them were left out. */
  countRounds(name: string): { readonly all: number; readonly leftOut: number } {
    const rounds = this.roundsOf(name);
    return { all: rounds.length, leftOut: rounds.filter((value) => value === null).length };
  }

  /** `name` ÷ `of`; undefined when there is no round in which both were measured. */
  ratio(name: string, of: string): number | undefined {
    const wholes = this.roundsOf(of);
    return median(
      this.roundsOf(name).flatMap((part, round) => {
        const whole = wholes[round] ?? null;
        return part === null || whole === null ? [] : [part / whole];
      }),
    );
  }

  toJSON(): Readonly<Record<string, readonly Round[]>> {
    return Object.fromEntries(this.byName);
  }

  private roundsOf(name: string): readonly Round[] {
    return this.byName.get(name) ?? [];
  }

  private append(name: string, value: Round): void {
    const values = this.byName.get(name);
    if (values) values.push(value);
    else this.byName.set(name, [value]);
  }
}
