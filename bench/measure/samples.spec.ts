import { Samples } from './samples.js';

/** What a run leaves in its report, read again. */
function reread(samples: Samples): Samples {
  const again = new Samples();
  again.take(JSON.parse(JSON.stringify(samples)) as ReturnType<Samples['toJSON']>);
  return again;
}

describe('figures of a run', () => {
  it('divide figures of one round, also after one was left out', () => {
    const samples = new Samples();
    // The machine is ten times as slow from round to round; ours takes half of theirs in each.
    for (const [theirs, ours] of [
      [2, 1],
      [20, null],
      [200, 100],
    ] as const) {
      samples.add('theirs', theirs);
      if (ours === null) samples.leaveOut('ours');
      else samples.add('ours', ours);
    }
    for (const each of [samples, reread(samples)]) {
      expect(each.ratio('theirs', 'ours')).toBe(2);
      expect(each.ratio('ours', 'theirs')).toBe(0.5);
      expect(each.median('ours')).toBe(50.5);
      expect(each.countRounds('ours')).toEqual({ all: 3, leftOut: 1 });
      expect(each.countRounds('theirs')).toEqual({ all: 3, leftOut: 0 });
    }
  });

  it('are none where every round was left out, or nothing was measured', () => {
    const samples = new Samples();
    samples.add('theirs', 1);
    samples.leaveOut('ours');
    expect(samples.median('ours')).toBeUndefined();
    expect(samples.ratio('theirs', 'ours')).toBeUndefined();
    expect(samples.ratio('theirs', 'nobody’s')).toBeUndefined();
    expect(samples.countRounds('nobody’s')).toEqual({ all: 0, leftOut: 0 });
  });
});
