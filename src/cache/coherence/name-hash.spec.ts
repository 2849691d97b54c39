import { FLOOR_SLOTS } from './floors.js';
import { hashName } from './name-hash.js';

describe('the hash of a name', () => {
  it('is FNV-1a', () => {
    expect([hashName(''), hashName('a'), hashName('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  const hex = (n: number): string => n.toString(16).padStart(5, '0');
  it.each([
    ['numbers', (n: number) => `course:${n}`],
    ['ids that differ at their end', (n: number) => `course/65f0c1a2b3c4d5e6f70${hex(n)}`],
    ['ids that differ at their beginning', (n: number) => `course/${hex(n)}65f0c1a2b3c4d5e6f70`],
    [
      'pairs of ids',
      (n: number) => `progress:65f0c1a2b3c4d5e6f70${hex(n % 300)}:65f0c1a2b3c4d5e6f71${hex(n)}`,
    ],
  ])('spreads names over the floors no worse than chance: %s', (_, nameOf) => {
    const names = 100_000;
    const slots = new Set(Array.from({ length: names }, (__, n) => hashName(nameOf(n)) & (FLOOR_SLOTS - 1)));
    const byChance = FLOOR_SLOTS * (1 - Math.exp(-names / FLOOR_SLOTS));
    expect(slots.size).toBeGreaterThan(0.99 * byChance);
  });
});
