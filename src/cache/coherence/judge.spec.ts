import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { atSecond } from '../../database/index.js';
import { soft, STRICT } from '../define-cache.js';
import { Floors } from './floors.js';
import { Judge } from './judge.js';
import { Proof } from './proof.js';

describe('the judge', () => {
  let runtime: FakeRuntime;
  let floors: Floors;
  let proof: Proof;
  let judge: Judge;
  const at = (second: number): number => atSecond(1_000 + second);
  const beat = (number: number, second: number): void => {
    proof.noteSent(number);
    proof.noteAcknowledged(number, at(second));
    proof.noteReached(at(second));
    proof.noteReturned(number);
  };
  beforeEach(() => {
    runtime = new FakeRuntime();
    floors = new Floors();
    proof = new Proof(runtime, 10_000);
    judge = new Judge(floors, proof);
    beat(1, 0);
  });

  it('finds a value good while no write on its names is known that it misses', () => {
    expect(judge.judge(at(-100), floors.slotsOf(['a']), STRICT, 0)).toBe('good');
    floors.raise('a', at(-100) + 1);
    expect(judge.judge(at(-100), floors.slotsOf(['a']), STRICT, 0)).toBe('outdated');
    expect(judge.judge(at(-100) + 1, floors.slotsOf(['a']), STRICT, 0)).toBe('good');
  });

  it('wants a beat’s proof once the log has been silent too long', async () => {
    await runtime.advance(8_000);
    proof.noteSent(2);
    proof.noteAcknowledged(2, at(8));
    await runtime.advance(4_000);
    expect(judge.judge(at(-100), floors.slotsOf(['a']), STRICT, 0)).toBe('unproved');
    expect(judge.judge(at(8), floors.slotsOf(['a']), STRICT, 0)).toBe('good');
    await runtime.advance(10_000);
    expect(judge.judge(at(8), floors.slotsOf(['a']), STRICT, 0)).toBe('unproved');
    expect(judge.canProve()).toBe(false);
  });

  it('serves a soft value to readers without a token, while a beat of its seconds proves that it misses nothing older', async () => {
    const judged = (token: number): string => judge.judge(at(0), floors.slotsOf(['a']), soft(5), token);
    floors.raise('a', at(0) + 1);
    expect(judged(0)).toBe('soft');
    expect(judged(1)).toBe('outdated');
    // The cluster's clock has been set back: its seconds stand still.
    for (const number of [2, 3, 4]) {
      await runtime.advance(1_500);
      proof.noteSent(number);
      proof.noteAcknowledged(number, at(0) + number);
      proof.noteReturned(number);
    }
    await runtime.advance(500);
    expect(judged(0)).toBe('soft');
    expect(judge.isWithin(2.5, at(0))).toBe(false);
    await runtime.advance(1);
    expect(judged(0)).toBe('outdated');
  });

  it('calls nothing soft that is older than its own beats', () => {
    floors.raise('a', at(0));
    expect(judge.judge(at(0) - 1, floors.slotsOf(['a']), soft(5), 0)).toBe('outdated');
  });

  it('lets a value stand in while nothing can be proved, unless a write that it misses is known or was seen', async () => {
    const slots = floors.slotsOf(['a']);
    await runtime.advance(60_000);
    expect(judge.canProve()).toBe(false);
    expect(judge.mayStandIn(at(-5), slots, 0)).toBe(true);
    expect(judge.mayStandIn(at(-5), slots, at(-1))).toBe(true);
    expect(judge.mayStandIn(at(-5), slots, at(3))).toBe(false);
    expect(judge.mayStandIn(at(3), slots, at(3))).toBe(true);
    floors.raise('a', at(-2));
    expect(judge.mayStandIn(at(-5), slots, 0)).toBe(false);
  });

  it('holds a token against what the log has shown, or against the stamp', () => {
    const slots = floors.slotsOf(['a']);
    expect(judge.judge(at(-5), slots, STRICT, at(3))).toBe('behind');
    expect(judge.judge(at(3), slots, STRICT, at(3))).toBe('good');
    proof.noteReached(at(4));
    expect(judge.judge(at(-5), slots, STRICT, at(3))).toBe('good');
  });
});
