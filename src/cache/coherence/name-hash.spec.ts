import { hashName } from './name-hash.js';

describe('the hash of a name', () => {
  it('is the same for the same name, and a number of 32 bits', () => {
    for (const name of ['', 'course/1', 'learner/ü', 'x'.repeat(1_000)]) {
      expect(hashName(name)).toBe(hashName(name));
      expect(hashName(name)).toBeGreaterThanOrEqual(0);
      expect(hashName(name)).toBeLessThan(2 ** 32);
    }
  });

  it.each([
    ['numbers', (n: number) => `course:${n}`],
    ['ids that differ at their end', (n: number) => `course/${n.toString(16).padStart(24, '65f0c1')}`],
    ['ids that differ at their beginning', (n: number) => `course/${n.toString(16).padEnd(24, '0')}`],
  ])('spreads names as chance would: %s', (_, nameOf) => {
    const names = 100_000;
    const slots = new Set(Array.from({ length: names }, (__, n) => hashName(nameOf(n)) & (2 ** 20 - 1)));
    const byChance = 2 ** 20 * (1 - Math.exp(-names / 2 ** 20));
    expect(slots.size).toBeGreaterThan(0.99 * byChance);
  });
});
