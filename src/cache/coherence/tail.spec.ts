import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { atSecond, LogHistoryLostError } from '../../database/index.js';
import { Floors } from './floors.js';
import type { LogChange, LogPort } from './log.port.js';
import { Proof } from './proof.js';
import { REPLAY_MAX_EVENTS, Tail } from './tail.js';

/** A log that brings what the test puts in. */
class ScriptedLog implements LogPort {
  opened: number[] = [];
  oldestTime = 0;
  isRolledOver = false;
  failure: Error | undefined;
  nowTime = atSecond(10_000);
  private readonly script: (LogChange | Error)[] = [];
  private next = 0;
  private wake = (): void => {};

  push(...changes: (LogChange | Error)[]): void {
    this.script.push(...changes);
    this.wake();
  }
  async now(): Promise<number> {
    if (this.failure) throw this.failure;
    return this.nowTime;
  }
  async wholeFrom(from: number): Promise<number> {
    if (this.isRolledOver && from < this.oldestTime) throw new LogHistoryLostError('cut off');
    return Math.max(from, this.oldestTime);
  }
  async assertReachesBackTo(time: number): Promise<void> {
    if (time < this.oldestTime) throw new LogHistoryLostError('begins later');
  }
  async *follow(from: number, signal: AbortSignal): AsyncGenerator<LogChange> {
    this.opened.push(from);
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      const next = this.script[this.next];
      if (next) this.next += 1;
      if (next instanceof Error) throw next;
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
  async beat(): Promise<number> {
    return this.nowTime;
  }
  async epoch(): Promise<string> {
    return 'epoch';
  }
  async command(): Promise<number> {
    return this.nowTime;
  }
  async close(): Promise<void> {}
}

describe('the tail', () => {
  const NOW = atSecond(10_000);
  let runtime: FakeRuntime;
  let log: ScriptedLog;
  let floors: Floors;
  let proof: Proof;
  let tail: Tail;
  let resets: number;
  let errors: unknown[];
  const floorOf = (name: string): number => floors.highest(floors.slotsOf([name]));
  const write = (time: number, ...names: string[]): LogChange => ({ kind: 'write', time, names });

  beforeEach(() => {
    runtime = new FakeRuntime();
    log = new ScriptedLog();
    floors = new Floors();
    proof = new Proof(runtime, 10_000);
    resets = 0;
    errors = [];
    tail = new Tail(log, floors, proof, runtime, {
      replaySeconds: 60,
      onReset: () => (resets += 1),
      onError: (error) => void errors.push(error),
    });
  });
  afterEach(async () => {
    await tail.stop();
  });

  it('replays as far back as anything can have been kept, and knows nothing older', async () => {
    tail.start();
    await runtime.advance(0);
    expect(log.opened).toEqual([atSecond(10_000 - 60)]);
    expect(floorOf('anything')).toBe(atSecond(10_000 - 60));
  });

  it('begins where the log begins when that is later', async () => {
    log.oldestTime = atSecond(9_990);
    tail.start();
    await runtime.advance(0);
    expect(log.opened).toEqual([atSecond(9_990)]);
    expect(floorOf('anything')).toBe(atSecond(9_990));
  });

  it('begins with nothing, now, where the log has lost what was wanted', async () => {
    log.isRolledOver = true;
    log.oldestTime = atSecond(9_990);
    tail.start();
    await runtime.advance(1_000);
    expect(log.opened).toEqual([NOW]);
    expect(floorOf('anything')).toBe(NOW);
    expect(resets).toBe(1);
  });

  it('begins anew while the database is away, and tells of it once', async () => {
    log.failure = new Error('away');
    tail.start();
    await runtime.advance(2_000);
    expect(errors).toEqual([log.failure]);
    log.failure = undefined;
    await runtime.advance(1_000);
    expect(log.opened).toEqual([atSecond(10_000 - 60)]);
    log.push(write(NOW + 5, 'a'), new Error('the connection broke'));
    await runtime.advance(1_000);
    expect(errors).toHaveLength(2);
  });

  it('follows on from now when the log was lost, even where that reaches back no further', async () => {
    tail.start();
    await runtime.advance(0);
    log.nowTime = NOW + 100;
    log.oldestTime = NOW + 200;
    log.push(write(NOW + 5, 'a'), new LogHistoryLostError('the database was dropped'));
    await runtime.advance(1_000);
    expect(log.opened).toEqual([atSecond(10_000 - 60), NOW + 100]);
    expect(resets).toBe(1);
  });

  it('opens a silent stream again, though nothing broke', async () => {
    await runtime.advance(1);
    tail.start();
    log.push(write(NOW + 5, 'a'));
    await runtime.advance(4_000);
    tail.checkSilence();
    await runtime.advance(500);
    expect(log.opened).toHaveLength(1);
    await runtime.advance(1_000);
    tail.checkSilence();
    await runtime.advance(500);
    expect(log.opened).toEqual([atSecond(10_000 - 60), NOW + 4]);
    expect([resets, errors]).toEqual([0, []]);
  });

  it('raises the floors of what was written, and is complete only below the last time seen', async () => {
    tail.start();
    log.push(write(NOW + 5, 'a', 'b'));
    await runtime.advance(0);
    expect([floorOf('a'), floorOf('b')]).toEqual([NOW + 5, NOW + 5]);
    expect(proof.position).toBe(NOW + 4);
    log.push(write(NOW + 6, 'c'));
    await runtime.advance(0);
    expect(proof.position).toBe(NOW + 5);
  });

  it('opens an interrupted stream again where it was complete', async () => {
    tail.start();
    log.push(write(NOW + 5, 'a'), new Error('the connection broke'));
    await runtime.advance(1_000);
    expect(log.opened).toEqual([atSecond(10_000 - 60), NOW + 4]);
    expect(errors).toHaveLength(1);
    expect(resets).toBe(0);
  });

  it('stops while it is still looking for where to begin, and follows nothing from then on', async () => {
    tail.start();
    await tail.stop();
    expect(log.opened).toEqual([]);
  });

  it('gives up everything when the log lost its history', async () => {
    tail.start();
    log.push(new LogHistoryLostError('cut off'));
    log.nowTime = NOW + 100;
    await runtime.advance(1_000);
    expect(resets).toBe(1);
    expect(floorOf('anything')).toBe(NOW + 100);
    expect(log.opened.at(-1)).toBe(NOW + 100);
  });

  it('notices on reopening that the log begins later than it had come', async () => {
    tail.start();
    log.push(write(NOW + 5, 'a'), new Error('the connection broke'));
    log.oldestTime = NOW + 50;
    log.nowTime = NOW + 100;
    await runtime.advance(2_000);
    expect(resets).toBe(1);
    expect(floorOf('anything')).toBe(NOW + 100);
  });

  it('gives up everything when a collection was dropped', async () => {
    tail.start();
    log.push({ kind: 'reset', time: NOW + 9 });
    await runtime.advance(0);
    expect(resets).toBe(1);
    expect(floorOf('anything')).toBe(NOW + 9);
  });

  it('stops a replay that is too long, and forgets instead', async () => {
    tail.start();
    const change = write(NOW - 1, 'a');
    for (let event = 0; event <= REPLAY_MAX_EVENTS; event += 1) log.push(change);
    await runtime.advance(1_000);
    expect(resets).toBe(1);
    expect(log.opened.at(-1)).toBe(NOW);
    expect(floorOf('anything')).toBe(NOW);
  });
});
