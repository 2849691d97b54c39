import { PlainProgress } from './plain-progress.js';

describe('progress without a terminal', () => {
  it('is a line for each quarter, and one at the end', () => {
    const lines: string[] = [];
    const step = new PlainProgress((line) => lines.push(line)).begin('writing', 200);
    for (let done = 0; done < 200; done += 10) step.advance(10);
    step.end();
    step.end();
    expect(lines).toEqual([
      'writing: 25 %',
      'writing: 50 %',
      'writing: 75 %',
      expect.stringMatching(/^writing: \d+\.\d s$/),
    ]);
  });

  it('leaves out what is passed at once', () => {
    const lines: string[] = [];
    const step = new PlainProgress((line) => lines.push(line)).begin('reading', 0);
    step.advance(10);
    step.end();
    expect(lines).toHaveLength(1);
  });
});
