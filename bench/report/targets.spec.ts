import { Samples } from '../measure/samples.js';
import { judgeTargets, TARGETS } from './targets.js';

/** Of `l2-bytes`, with the product at 5 µs. */
function judge(figures: Readonly<Record<string, number>>): number | null | undefined {
  const samples = new Samples();
  samples.add('engine/redis_hit_50/tiercel_bytes/us', 5);
  for (const [who, us] of Object.entries(figures)) samples.add(`engine/redis_hit_50/${who}/us`, us);
  return judgeTargets(samples).find(({ id }) => id === 'l2-bytes')?.value;
}

describe('a hit in Redis', () => {
  it('is held against ioredis with or without pipelining, whichever is faster', () => {
    expect(judge({ ioredis: 10, ioredis_pipelined: 7.5 })).toBe(1.5);
    expect(judge({ ioredis: 7.5, ioredis_pipelined: 10 })).toBe(1.5);
  });

  it('has no figure where only one of them was measured', () => {
    expect(judge({ ioredis: 10 })).toBeNull();
    expect(judge({ ioredis_pipelined: 10 })).toBeNull();
  });

  it('keeps what was set out for it', () => {
    expect(TARGETS).toContainEqual(
      expect.objectContaining({
        text: 'L2 hit as bytes at 50 concurrent, of ioredis GET + JSON.parse',
        atLeast: 1.2,
      }),
    );
  });
});
