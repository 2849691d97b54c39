import { Samples } from '../measure/samples.js';
import { judgeTargets } from './targets.js';

/** With the product at 5 µs. */
function judge(figures: Readonly<Record<string, number>>) {
  const samples = new Samples();
  samples.add('engine/redis_hit_50/tiercel_bytes/us', 5);
  for (const [who, us] of Object.entries(figures)) samples.add(`engine/redis_hit_50/${who}/us`, us);
  const outcomes = judgeTargets(samples);
  return (wanted: string) => outcomes.find(({ id }) => id === wanted);
}

describe('a hit in Redis', () => {
  it('is held against ioredis as it comes', () => {
    expect(judge({ ioredis: 10 })('l2-bytes')).toMatchObject({ value: 2, atLeast: 1.2, met: true });
    expect(judge({ ioredis: 5.5 })('l2-bytes')).toMatchObject({ value: 1.1, met: false });
  });

  it('is told beside ioredis that pipelines by itself, without a goal', () => {
    const outcome = judge({ ioredis: 10, ioredis_pipelined: 4 });
    expect(outcome('l2-bytes')).toMatchObject({ value: 2, met: true });
    expect(outcome('l2-bytes-pipelined')).toMatchObject({ value: 0.8, met: null });
  });

  it('has no figure where it was not measured', () => {
    expect(judge({ ioredis_pipelined: 10 })('l2-bytes')).toMatchObject({ value: null, met: null });
  });
});
