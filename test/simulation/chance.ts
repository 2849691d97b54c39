import { unsafeUniformIntDistribution, xoroshiro128plus, type RandomGenerator } from 'pure-rand';

/** Everything that happens by chance in one schedule, from one seed. */
export class Chance {
  private readonly generator: RandomGenerator;

  constructor(seed: number) {
    // Its first numbers are nearly the same for seeds that are: far along its sequence they are not.
    this.generator = xoroshiro128plus(seed);
    this.generator.unsafeJump?.();
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return unsafeUniformIntDistribution(least, most, this.generator);
  }

  /** Uniform in [0, 1). */
  draw(): number {
    return this.between(0, 0x3fff_ffff) / 0x4000_0000;
  }

  happens(probability: number): boolean {
    return this.draw() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}
