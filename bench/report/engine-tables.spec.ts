import { Samples } from '../measure/samples.js';
import { tabulateEngine } from './engine-tables.js';

describe('the table of the engine', () => {
  it('says how many rounds were left out', () => {
    const samples = new Samples();
    for (const us of [1, 2, 3]) samples.add('engine/redis_hit_50/ioredis/us', us);
    expect(tabulateEngine(samples)[0]?.note).toMatch(/: none\.$/);
    samples.add('engine/redis_hit_50/cacheable/us', 1);
    samples.leaveOut('engine/redis_hit_50/cacheable/us');
    samples.leaveOut('engine/memory_hit/cacheable/us');
    const [table] = tabulateEngine(samples);
    expect(table?.note).toMatch(
      /: 1 of 2 of redis_hit_50 at cacheable, 1 of 1 of memory_hit at cacheable\.$/,
    );
    expect(table?.rows.at(-1)).toEqual(['cacheable', '', '1', '–', '–']);
  });
});
