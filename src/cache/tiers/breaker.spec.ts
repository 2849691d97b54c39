import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { Breaker } from './breaker.js';

describe('the breaker', () => {
  it('opens at the first fault and closes when its own probe succeeds', async () => {
    const runtime = new FakeRuntime();
    let well = false;
    let probes = 0;
    const changes: [open: boolean, cause: unknown][] = [];
    const breaker = new Breaker(
      runtime,
      async () => {
        probes += 1;
        if (!well) throw new Error('ill');
      },
      (...change) => changes.push(change),
    );
    breaker.trip('no answer');
    breaker.trip('closed');
    expect(breaker).toMatchObject({ isOpen: true, cause: 'no answer' });
    await runtime.advance(10_000);
    expect(breaker.isOpen).toBe(true);
    expect(probes).toBeGreaterThan(3);
    well = true;
    await runtime.advance(2_000);
    expect(breaker.isOpen).toBe(false);
    expect(breaker.cause).toBeNull();
    expect(changes).toEqual([
      [true, 'no answer'],
      [false, null],
    ]);
    expect(runtime.pending).toBe(0);
  });
});
