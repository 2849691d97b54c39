import { parseArgs } from 'node:util';

/**
 * Times `GET /search` on a server that is up, query by query, one at a time:
 *
 *     npm run seed -- --courses 10000 --users 2000
 *     CACHE=off RATE_LIMIT_ENABLED=false npm run start:prod
 *     node --import @swc-node/register/esm-register bench/search.ts --url http://127.0.0.1:8000
 */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  'one word': ['figma', 'negotiation', 'genetics', 'kubernetes', 'yoga', 'ukulele', 'latin', 'python'],
  'two words': ['practical python', 'music theory', 'machine learning', 'linear algebra', 'advanced sql'],
  'a title': ['first steps in docker', 'the hard parts of calculus', 'typography for everyone'],
  'a beginning': ['kub', 'photo', 'neuro', 'prob', 'intro', 'music th'],
  'a slip': ['pyhton', 'kuberntes', 'negotation', 'calclus', 'astronmy', 'tpyography'],
  'a slip in one of two': ['pyhton practice', 'machine lerning', 'musik theory', 'linear algbra'],
  'frequent words': ['lesson', 'exercises', 'project', 'practice', 'step', 'first project'],
  'nothing found': ['xylophagous', 'qqqqqq', 'zzyzx wwww'],
  literally: ['"machine learning"', 'python -advanced'],
};
const ROUNDS = 10;

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:8000' } } });

async function time(q: string): Promise<{ ms: number; total: number }> {
  const began = performance.now();
  const answer = await fetch(`${values.url}/search?q=${encodeURIComponent(q)}`);
  if (answer.status !== 200) throw new Error(`${q}: ${answer.status} ${await answer.text()}`);
  const { total } = (await answer.json()) as { total: number };
  return { ms: performance.now() - began, total };
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);
}

function report(name: string, times: readonly number[], totals: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  return {
    queries: name,
    'median ms': quantile(sorted, 0.5),
    'p95 ms': quantile(sorted, 0.95),
    'max ms': quantile(sorted, 1),
    found: totals.join(' '),
  };
}

const rows: ReturnType<typeof report>[] = [];
const all: number[] = [];
for (const [name, queries] of Object.entries(QUERIES)) {
  const times: number[] = [];
  const totals = new Map<string, number>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const q of queries) {
      const { ms, total } = await time(q);
      totals.set(q, total);
      // The first round fills MongoDB's own cache.
      if (round > 0) times.push(ms);
    }
  }
  rows.push(report(name, times, [...totals.values()]));
  all.push(...times);
}
rows.push(report('all', all, []));
console.table(rows);
