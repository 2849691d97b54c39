import { randomBytes, randomUUID } from 'node:crypto';

/** What is asked for, and the status that is right. */
export interface Ask {
  readonly path: string;
  readonly status: 200 | 400 | 404;
}

/** What nearly is an id; MongoDB's drivers would take some of it, such as any twelve characters. */
const MALFORMATIONS: readonly (() => string)[] = [
  () => randomBytes(12).toString('hex').slice(1),
  () => `${randomBytes(12).toString('hex')}0`,
  () => `g${randomBytes(12).toString('hex').slice(1)}`,
  () => randomBytes(6).toString('hex'),
  () => randomUUID(),
  () => `%24ne${randomBytes(8).toString('hex')}`,
  () => String(randomBytes(4).readUInt32LE()),
  () => randomBytes(45).toString('hex'),
];

/** Ids of courses, well-formed and random: 96 bits, so that none comes twice and none is a course's. */
export function* unknownCourses(count: number): Generator<Ask> {
  for (let n = 0; n < count; n += 1)
    yield { path: `/courses/${randomBytes(12).toString('hex')}`, status: 404 };
}

/** What is not an id, in turn: too short, too long, other characters, other kinds of id. */
export function* malformedCourses(count: number): Generator<Ask> {
  for (let n = 0; n < count; n += 1)
    yield { path: `/courses/${MALFORMATIONS[n % MALFORMATIONS.length]?.()}`, status: 400 };
}

/** Lists that differ in their key and show the same courses: a price that none of them reaches. */
export function* fullLists(count: number, first = 0): Generator<Ask> {
  for (let n = first; n < first + count; n += 1)
    yield { path: `/courses?page_size=50&price_max=${(900_000 + n / 1e4).toFixed(4)}`, status: 200 };
}

/** All of several kinds, each spread over the whole. */
export function* mixed(kinds: readonly { count: number; asks: Generator<Ask> }[]): Generator<Ask> {
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const shares = kinds.map(({ count, asks }) => ({ each: count / total, due: 0, asks }));
  for (let n = 0; n <= total; n += 1)
    for (const share of shares) {
      share.due += share.each;
      if (share.due < 1) continue;
      share.due -= 1;
      const { value, done } = share.asks.next();
      if (done !== true) yield value;
    }
  // What rounding left over.
  for (const { asks } of kinds) yield* asks;
}
