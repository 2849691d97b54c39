import { createHash } from 'node:crypto';
import { en, Faker, generateMersenne53Randomizer } from '@faker-js/faker';

/** Random choices that are the same for the same seed, on every machine. */
export class Dice {
  readonly faker = new Faker({ locale: en, randomizer: generateMersenne53Randomizer(0) });

  constructor(private readonly seed: number) {}

  /** Begins a sequence of its own, so that what is thrown for one thing does not depend on the others. */
  beginFor(name: string): this {
    const digest = createHash('sha256').update(`${this.seed}/${name}`).digest();
    this.faker.seed(digest.readUInt32BE(0));
    return this;
  }

  /** From `least` to below `most`. */
  between(least: number, most: number): number {
    return least + this.faker.number.float() * (most - least);
  }

  /** Both ends included. */
  whole(least: number, most: number): number {
    return this.faker.number.int({ min: least, max: most });
  }

  chance(probability: number): boolean {
    return this.faker.number.float() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return this.faker.helpers.arrayElement(items);
  }

  /** The place of one of the weights, each as likely as it is heavy. */
  weigh(weights: readonly number[]): number {
    let left = this.between(
      0,
      weights.reduce((sum, weight) => sum + weight, 0),
    );
    return Math.max(
      weights.findIndex((weight) => (left -= weight) < 0),
      0,
    );
  }

  /** 1, 2, 3 … on average `mean`, each further one as likely as the one before. */
  geometric(mean: number): number {
    return 1 + Math.floor(Math.log(1 - this.faker.number.float()) / Math.log(1 - 1 / mean));
  }

  /** Waiting times: 0 or more, on average `mean`. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.faker.number.float());
  }

  /** A bell around 0 with standard deviation 1 (Box and Muller 1958). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.faker.number.float()));
    return radius * Math.cos(2 * Math.PI * this.faker.number.float());
  }
}
