import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { Breaker } from './breaker.js';

describe('the breaker', () => {
  it('opens at the first fault and closes when its own probe succeeds', async () => {
    const runtime = new FakeRuntime();
    let well = false;
    let probes = 0;
    const changes: boolean[] = [];
    const breaker = new Breaker(
      runtime,
      async () => {
        probes += 1;
        if (!well) throw new Error('ill');
      },
      (open) => changes.push(open),
    );
    breaker.trip();
    breaker.trip();
    expect(breaker.isOpen).toBe(true);
    await runtime.advance(10_000);
    expect(breaker.isOpen).toBe(true);
    expect(probes).toBeGreaterThan(3);
    well = true;
    await runtime.advance(2_000);
    expect(breaker.isOpen).toBe(false);
    expect(changes).toEqual([true, false]);
    expect(breaker.opened).toBe(1);
    expect(runtime.pending).toBe(0);
  });
});
