import { Drain } from './drain.js';

describe('how an instance leaves', () => {
  it('is not draining until it is told to', () => {
    const drain = new Drain();
    expect(drain.isDraining).toBe(false);
    drain.begin();
    expect(drain.isDraining).toBe(true);
    expect(drain.isClosed).toBe(false);
  });

  it('tells long answers to end as soon as it begins', () => {
    const drain = new Drain();
    const heard: string[] = [];
    drain.signal.addEventListener('abort', () => heard.push('end'));
    drain.begin();
    drain.begin();
    expect(heard).toEqual(['end']);
  });

  it('closes at once when nothing is under way', async () => {
    const drain = new Drain();
    expect(await drain.finish(10_000)).toBe(true);
    expect(drain.isClosed).toBe(true);
  });

  it('stays open until the last request under way has ended', async () => {
    const drain = new Drain();
    drain.enter();
    drain.enter();
    const finished = drain.finish(10_000);
    drain.leave();
    expect(drain.isClosed).toBe(false);
    drain.leave();
    expect(await finished).toBe(true);
    expect(drain.isClosed).toBe(true);
  });

  it('takes requests that come meanwhile, and waits for them too', async () => {
    const drain = new Drain();
    drain.enter();
    const finished = drain.finish(10_000);
    drain.enter();
    drain.leave();
    expect(drain.isClosed).toBe(false);
    drain.leave();
    expect(await finished).toBe(true);
  });

  it('waits no longer than its bound', async () => {
    const drain = new Drain();
    drain.enter();
    expect(await drain.finish(10)).toBe(false);
    expect(drain.isClosed).toBe(true);
  });
});
