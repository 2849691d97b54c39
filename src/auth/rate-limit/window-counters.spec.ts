import { describe, expect, it } from '@jest/globals';
import { WindowCounters } from './window-counters.js';

const MINUTE = 60_000;

describe('WindowCounters', () => {
  it('lets through as many as the limit, then nobody until the window ends', async () => {
    let now = 0;
    const counters = new WindowCounters(() => now);
    const hit = () => counters.increment('client', MINUTE, 2);
    expect([(await hit()).isBlocked, (await hit()).isBlocked, (await hit()).isBlocked]).toEqual([
      false,
      false,
      true,
    ]);
    now = 59_001;
    expect(await hit()).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
    now = MINUTE;
    expect(await hit()).toEqual({ totalHits: 1, timeToExpire: 60, isBlocked: false, timeToBlockExpire: 0 });
  });

  it('is not extended by tries that were refused', async () => {
    let now = 0;
    const counters = new WindowCounters(() => now);
    for (; now < MINUTE; now += 1_000) await counters.increment('client', MINUTE, 1);
    expect((await counters.increment('client', MINUTE, 1)).isBlocked).toBe(false);
  });

  it('counts each client for itself', async () => {
    const counters = new WindowCounters(() => 0);
    await counters.increment('one', MINUTE, 1);
    expect((await counters.increment('other', MINUTE, 1)).totalHits).toBe(1);
  });

  it('forgets those seen longest ago rather than grow without bound', async () => {
    const counters = new WindowCounters(() => 0, 100);
    for (let client = 0; client < 1_000; client += 1) {
      await counters.increment(`client ${client}`, MINUTE, 1);
      await counters.increment('regular', MINUTE, 1);
    }
    expect(counters.size).toBe(100);
    expect((await counters.increment('regular', MINUTE, 1)).totalHits).toBe(1_001);
  });
});
