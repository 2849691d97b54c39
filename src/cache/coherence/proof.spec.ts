import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { Proof } from './proof.js';

describe('proof', () => {
  const STALENESS = 1_000;
  let runtime: FakeRuntime;
  let proof: Proof;
  beforeEach(() => {
    runtime = new FakeRuntime();
    proof = new Proof(runtime, STALENESS);
  });

  it('is not current before a beat came back', () => {
    proof.noteSent(1);
    proof.noteAcknowledged(1, 100);
    expect(proof.isCurrent()).toBe(false);
    proof.noteReturned(1);
    expect(proof.isCurrent()).toBe(true);
  });

  it('ages from when the beat was sent, not from when it came back', async () => {
    proof.noteSent(1);
    await runtime.advance(900);
    proof.noteReturned(1);
    expect(proof.isCurrent()).toBe(true);
    await runtime.advance(101);
    expect(proof.isCurrent()).toBe(false);
  });

  it('bounds by the oldest beat that is young enough', async () => {
    for (const [number, acknowledged] of [
      [1, 100],
      [2, 200],
      [3, 300],
    ] as const) {
      proof.noteSent(number);
      proof.noteAcknowledged(number, acknowledged);
      await runtime.advance(400);
    }
    expect(proof.bound()).toBe(200);
    await runtime.advance(400);
    expect(proof.bound()).toBe(300);
    await runtime.advance(1_000);
    expect(proof.bound()).toBeNull();
  });

  it('forgets beats by their age, however often readers hasten them: a log that is late is current all the same', async () => {
    const patient = new Proof(runtime, 10_000);
    const GAP = 10;
    const LATE = 8_000;
    for (let number = 1; number * GAP <= 20_000; number += 1) {
      patient.noteSent(number);
      patient.noteAcknowledged(number, number);
      patient.noteReturned(number - LATE / GAP);
      await runtime.advance(GAP);
    }
    expect(patient.isCurrent()).toBe(true);
    expect(patient.lagMs).toBeGreaterThanOrEqual(LATE);
    expect(patient.bound()).toBe(1_001);
  });

  it('takes what it saw at a time for complete only when a later time is seen', () => {
    proof.noteReached(50);
    expect(proof.position).toBe(49);
    proof.noteReached(51);
    expect(proof.position).toBe(50);
  });

  it('wakes who waits for a time, and lets go of them when it does not come', async () => {
    let woken = 0;
    void proof.waitFor(10, 50).then(() => (woken += 1));
    void proof.waitFor(1_000, 50).then(() => (woken += 1));
    proof.noteReached(11);
    await runtime.advance(0);
    expect(woken).toBe(1);
    await runtime.advance(50);
    expect(woken).toBe(2);
    expect(runtime.pending).toBe(0);
  });

  it('reckons the cluster’s clock from the last beat', async () => {
    proof.noteSent(1);
    proof.noteAcknowledged(1, 1_000 * 2 ** 20);
    await runtime.advance(2_500);
    expect(proof.clusterSeconds).toBe(1_002.5);
  });
});
