import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { Hedge } from './hedge.js';

describe('a question that is asked again', () => {
  let runtime: FakeRuntime;
  /** How each time of asking is answered, in order of asking. */
  let answers: { give: (answer: string) => void; fail: (error: Error) => void }[];

  beforeEach(() => {
    runtime = new FakeRuntime();
    answers = [];
  });

  function put(hedge: Hedge): Promise<string> {
    return hedge.put({
      ask: () => new Promise<string>((give, fail) => answers.push({ give, fail })),
      read: (answer) => {
        if (answer === 'nonsense') throw new Error('cannot be read');
        return `read ${answer}`;
      },
      explain: async (error) => (error as Error).message,
    });
  }

  it('is asked once where the answer comes in time', async () => {
    const answer = put(new Hedge(runtime, 50));
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
    const answer = put(new Hedge(runtime, 50));
    await runtime.advance(49);
    expect(answers).toHaveLength(1);
    await runtime.advance(1);
    expect(answers).toHaveLength(2);
    await runtime.advance(1_000);
    expect(answers).toHaveLength(2);
    answers[which]?.give('it');
    expect(await answer).toBe('read it');
  });

  it('is asked again after as long as any other, whichever of them were answered', async () => {
    const hedge = new Hedge(runtime, 50);
    const first = put(hedge);
    await runtime.advance(30);
    const second = put(hedge);
    answers[0]?.give('first');
    expect(await first).toBe('read first');
    await runtime.advance(49);
    expect(answers).toHaveLength(2);
    await runtime.advance(1);
    expect(answers).toHaveLength(3);
    answers[2]?.give('second');
    expect(await second).toBe('read second');
    expect(runtime.pending).toBe(0);
  });

  it('is not asked again where it was told not to', async () => {
    const answer = put(new Hedge(runtime, null));
    await runtime.advance(1_000);
    expect(answers).toHaveLength(1);
    answers[0]?.give('late');
    expect(await answer).toBe('read late');
  });

  it('comes to what a fault or an answer that cannot be read is explained as', async () => {
    const hedge = new Hedge(runtime, 50);
    const [failed, unreadable] = [put(hedge), put(hedge)];
    answers[0]?.fail(new Error('away'));
    answers[1]?.give('nonsense');
    expect(await failed).toBe('away');
    expect(await unreadable).toBe('cannot be read');
    await runtime.advance(1_000);
    expect(answers).toHaveLength(2);
  });
});
