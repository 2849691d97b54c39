import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { stat } from 'node:fs/promises';
import { SYSTEM_RUNTIME } from '../runtime.js';
import { NoAnswerError, Patience } from './patience.js';

describe('a question that waits for its answer', () => {
  let runtime: FakeRuntime;
  /** How each time of asking is answered, in order of asking. */
  let read: string[];
  let answers: { give: (answer: string) => void; fail: (error: Error) => void }[];

  beforeEach(() => {
    runtime = new FakeRuntime();
    answers = [];
    read = [];
  });

  const patience = (againMs: number | null = 50): Patience => new Patience(runtime, againMs, 100);

  function put(asked: Patience, repeats = true): Promise<string> {
    return asked.put({
      ask: () => new Promise<string>((give, fail) => answers.push({ give, fail })),
      read: (answer) => {
        read.push(answer);
        if (answer === 'nonsense') throw new Error('cannot be read');
        return `read ${answer}`;
      },
      explain: (error) => (error instanceof NoAnswerError ? 'no answer' : (error as Error).message),
      repeats,
    });
  }

  it('is asked once where the answer comes in time', async () => {
    const answer = put(patience());
    answers[0]?.give('one');
    await runtime.advance(1_000);
    expect(await answer).toBe('read one');
    expect(answers).toHaveLength(1);
    expect(runtime.pending).toBe(0);
  });

  it.each([
    ['the first', 0],
    ['the second', 1],
  ])('is asked a second time, no third, and %s answer will do', async (_, which) => {
    const answer = put(patience());
    await runtime.advance(49);
    expect(answers).toHaveLength(1);
    await runtime.advance(1);
    expect(answers).toHaveLength(2);
    await runtime.advance(40);
    expect(answers).toHaveLength(2);
    answers[which]?.give('it');
    answers[1 - which]?.give('the other');
    expect(await answer).toBe('read it');
    expect(read).toEqual(['it']);
  });

  it('is asked again after as long as any other, whichever of them were answered', async () => {
    const asked = patience();
    const first = put(asked);
    await runtime.advance(30);
    const second = put(asked);
    answers[0]?.give('first');
    expect(await first).toBe('read first');
    await runtime.advance(49);
    expect(answers).toHaveLength(2);
    await runtime.advance(1);
    expect(answers).toHaveLength(3);
    answers[2]?.give('second');
    expect(await second).toBe('read second');
    await runtime.advance(50);
    expect(runtime.pending).toBe(0);
  });

  it.each([
    ['nothing is', null, true],
    ['it may not be', 50, false],
  ])('is not asked again where %s, and is given up all the same', async (_, againMs, repeats) => {
    const answer = put(patience(againMs), repeats);
    await runtime.advance(99);
    expect(answers).toHaveLength(1);
    await runtime.advance(1);
    expect(await answer).toBe('no answer');
    answers[0]?.give('late');
    await runtime.advance(1_000);
    expect(read).toEqual([]);
    expect(runtime.pending).toBe(0);
  });

  it('is given up though it was asked twice, and before one that came later', async () => {
    const asked = patience();
    const first = put(asked);
    await runtime.advance(60);
    const second = put(asked, false);
    await runtime.advance(40);
    expect(await first).toBe('no answer');
    answers[2]?.give('second');
    expect(await second).toBe('read second');
    expect(answers).toHaveLength(3);
  });

  it('takes an answer that came while this process was too busy to read it', async () => {
    const answer = new Patience(SYSTEM_RUNTIME, null, 100).put({
      ask: () => stat('.'),
      read: () => 'read',
      explain: () => 'no answer',
      repeats: false,
    });
    // Nothing of this thread runs meanwhile; the file system's answer comes from another one.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
    expect(await answer).toBe('read');
  });

  it('comes to what a fault is explained as, and fails with what reading it fails with', async () => {
    const asked = patience();
    const [failed, unreadable] = [put(asked), put(asked)];
    answers[0]?.fail(new Error('away'));
    answers[1]?.give('nonsense');
    expect(await failed).toBe('away');
    await expect(unreadable).rejects.toThrow('cannot be read');
    await runtime.advance(1_000);
    expect(answers).toHaveLength(2);
  });
});
