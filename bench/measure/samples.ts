/** Median of a sample; of nothing it is undefined. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}

/**
 * Every figure of a run, by name, one value a round: `http/course/tiercel/per_second`.
 *
 * Rounds are interleaved, so values at the same place were taken seconds apart: a ratio is the median of the quotients
 * of such pairs, which a machine that becomes slower in between does not move.
 */
export class Samples {
  private readonly byName = new Map<string, number[]>();
  /** What must be said beside figures whose names begin so: `engine/bentocache` → `shared object`. */
  readonly marks: Record<string, string> = {};

  add(name: string, value: number): void {
    const values = this.byName.get(name);
    if (values) values.push(value);
    else this.byName.set(name, [value]);
  }

  addAll(prefix: string, figures: Readonly<Record<string, number>>): void {
    for (const [name, value] of Object.entries(figures)) this.add(`${prefix}/${name}`, value);
  }

  /** The figures of earlier runs, as `toJSON` gave them. */
  take(figures: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, values] of Object.entries(figures)) this.byName.set(name, [...values]);
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  median(name: string): number | undefined {
    return median(this.byName.get(name) ?? []);
  }

  /** `name` ÷ `of`; undefined when one of them was not measured. */
  ratio(name: string, of: string): number | undefined {
    const [parts, wholes] = [this.byName.get(name) ?? [], this.byName.get(of) ?? []];
    return median(
      parts.flatMap((part, round) => (wholes[round] === undefined ? [] : [part / wholes[round]])),
    );
  }

  toJSON(): Readonly<Record<string, readonly number[]>> {
    return Object.fromEntries(this.byName);
  }
}
