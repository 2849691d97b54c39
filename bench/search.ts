import { parseArgs } from 'node:util';
import { printLatencies } from './measure/latency.js';

/**
 * Times `GET /search` on a server that is up, query by query, one at a time:
 *
 *     npm run seed -- --courses 10000 --users 2000
 *     CACHE=off RATE_LIMIT_ENABLED=false npm start
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

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:8000' } } });

async function search(q: string): Promise<void> {
  const answer = await fetch(`${values.url}/search?q=${encodeURIComponent(q)}`);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${q}: ${answer.status} ${text}`);
}

await printLatencies(
  Object.entries(QUERIES).map(([name, queries]) => ({ name, asks: queries.map((q) => () => search(q)) })),
);
