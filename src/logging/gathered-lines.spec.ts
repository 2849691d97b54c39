import { setTimeout as sleep } from 'node:timers/promises';
import { Program } from '../../test/support/program.js';
import { WrittenLog } from '../../test/support/written-log.js';
import { GatheredLines } from './gathered-lines.js';
import { createLogger } from './logger.js';

describe('gathered lines', () => {
  it('leave together, once there are many of them', () => {
    const written = new WrittenLog();
    const lines = new GatheredLines(written);
    const line = `${'x'.repeat(999)}\n`;
    for (let count = 0; count < 33; count += 1) lines.write(line);
    expect(written.pieces).toEqual([line.repeat(33)]);
  });

  it('wait a quarter of a second at most', async () => {
    const written = new WrittenLog();
    const lines = new GatheredLines(written);
    lines.write('a\n');
    lines.write('b\n');
    expect(written.pieces).toEqual([]);
    await sleep(400);
    lines.write('c\n');
    await sleep(400);
    expect(written.pieces).toEqual(['a\nb\n', 'c\n']);
  });

  it('lose their secrets, and no others anything', () => {
    const written = new WrittenLog();
    const lines = new GatheredLines(written);
    // The first is cut short amid a list, as text within text may be; the lines after it are whole all the same.
    for (const line of [String.raw`{"msg":"\"tokens\":[1,2"}`, '{"password":"p"}', '{"path":"/a]"}']) {
      lines.write(`${line}\n`);
    }
    lines.flush(() => undefined);
    expect(written.text.split('\n').slice(1)).toEqual(['{"password":"[redacted]"}', '{"path":"/a]"}', '']);
  });

  it('are written at once when a fatal one is among them', () => {
    const written = new WrittenLog();
    createLogger('info', written).fatal('the end');
    expect(written.text).toContain('the end');
    expect(written.flushed).toBe(1);
  });

  it.each([
    ['ends', 0],
    ['exit', 3],
    ['throw', 1],
  ])('are there when the process has ended (%s)', async (way, code) => {
    const ended = await Program.run('test/support/logging-program.ts', { WAY: way }).end();
    expect([ended.code, ended.out]).toEqual([code, expect.stringContaining('last words')]);
  });
});
