import { FakeRuntime } from '../../test/support/fake-runtime.js';
import { atSecond } from '../database/index.js';
import { CacheEngine } from './cache-engine.js';
import type { LogChange, LogPort } from './coherence/log.port.js';
import { NoRemoteTier } from './tiers/no-remote-tier.js';

const NOW = atSecond(10_000);

/** A log in which the epoch has moved, and a database that does not answer when it is asked for the new one. */
class MovedLog implements LogPort {
  asked = 0;
  isAway = false;

  async now() {
    return NOW;
  }
  async wholeFrom(from: number) {
    return from;
  }
  async assertReachesBackTo() {}
  async *follow(_: number, signal: AbortSignal): AsyncGenerator<LogChange> {
    this.isAway = true;
    yield { kind: 'reset', time: NOW };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
  async beat() {
    return NOW;
  }
  async epoch() {
    this.asked += 1;
    if (this.isAway) throw new Error('away');
    return this.asked === 1 ? 'old' : 'new';
  }
  async command() {
    return NOW;
  }
  async close() {}
}

async function engineOver(log: LogPort, runtime: FakeRuntime): Promise<CacheEngine> {
  const snapshots = { isReading: false, read: () => Promise.reject(new Error('nothing is read')) };
  const bounds = { maxBytes: 65_536, longestTtlSeconds: 60, defaultTtlSeconds: 60, floorSlots: 64 };
  const engine = new CacheEngine(
    { log, snapshots, remote: new NoRemoteTier(), runtime },
    { enabled: true, stalenessMs: 10_000, ...bounds },
  );
  const started = engine.start(0);
  await runtime.advance(0);
  await started;
  return engine;
}

async function stop(engine: CacheEngine, runtime: FakeRuntime): Promise<void> {
  const stopped = engine.stop();
  await runtime.advance(1_000);
  await stopped;
}

describe('an engine whose database has moved to another epoch', () => {
  it('asks for it until it is told: by the old one it would delete what the others keep', async () => {
    const [log, runtime] = [new MovedLog(), new FakeRuntime()];
    const engine = await engineOver(log, runtime);
    expect(engine.epoch).toBe('old');
    await runtime.advance(3_000);
    log.isAway = false;
    await runtime.advance(2_000);
    expect(engine.epoch).toBe('new');
    await stop(engine, runtime);
  });

  it('asks no longer once it has stopped', async () => {
    const [log, runtime] = [new MovedLog(), new FakeRuntime()];
    const engine = await engineOver(log, runtime);
    await stop(engine, runtime);
    const { asked } = log;
    await runtime.advance(10_000);
    expect(log.asked).toBe(asked);
  });
});
