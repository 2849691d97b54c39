import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CourseAnalyticsBody } from '../../src/analytics/dto/analytics.dto.js';
import type { Violation } from './checker.js';
import type { Actor, Population } from './population.js';
import type { Product } from './product.js';
import { analyticsPath, completionsIn, listPath } from './workload.js';

const PATIENCE_MS = 60_000;
/** Longer than an answer may be labelled stale. */
const LABELLED_MS = 10_000;

export interface Quiet {
  readonly violations: readonly Violation[];
  /** Answers that were compared with MongoDB's own, by where they came from. */
  readonly compared: Readonly<Record<string, number>>;
}

type Answering = Pick<Product, 'number' | 'url'>;

/** As much of the world as is compared. */
export interface Comparable {
  readonly instances: readonly Answering[];
  /** Committed events that the fold has not counted yet. */
  countUnfolded(): Promise<number>;
  startInstance(
    number: number,
    overrides?: Readonly<Record<string, string>>,
  ): Promise<Answering & Pick<Product, 'stop'>>;
}

/** Waits until every instance can prove what it serves again, and Redis answers it. */
export async function settle(
  world: { readonly instances: readonly Answering[] },
  admin: Actor,
  patience = PATIENCE_MS,
): Promise<boolean> {
  const until = performance.now() + patience;
  for (const product of world.instances) {
    while (!(await isSettled(product, admin))) {
      if (performance.now() > until) return false;
      await sleep(100);
    }
  }
  return true;
}

/**
 * Holds all that both tiers would serve against MongoDB. An instance without a cache answers from MongoDB; a
 * fresh one has an empty memory, so what it answers with `detail=l2` is what Redis holds. Whoever died while it
 * folded, by then each event is counted, and once.
 */
export async function compareWithDatabase(
  world: Comparable,
  population: Population,
  patience = PATIENCE_MS,
): Promise<Quiet> {
  const violations: Violation[] = [];
  const compared: Record<string, number> = {};
  const [truth, fresh] = await Promise.all([
    world.startInstance(90, { CACHE: 'off' }),
    world.startInstance(91),
  ]);
  const violate = (text: string): void => void violations.push({ rule: 'quiescence', text });
  try {
    if (!(await isFolded(world, patience))) violate('the fold did not catch up');
    for (const [path, who] of pathsOf(population)) {
      const expected = await get(truth, path, who);
      if (path === analyticsPath(population.courseId)) for (const text of miscounts(expected)) violate(text);
      for (const product of [...world.instances, fresh]) {
        const found = await getUnlabelled(product, path, who);
        const from = /detail=(l[12])/.exec(found.cacheStatus)?.[1] ?? 'load';
        compared[from] = (compared[from] ?? 0) + 1;
        if (found.status === expected.status && isDeepStrictEqual(found.body, expected.body)) continue;
        violate(
          `instance ${product.number} ${path} (${found.cacheStatus}): ${found.text.slice(0, 300)} is not ${expected.text.slice(0, 300)}`,
        );
      }
    }
  } finally {
    await Promise.all([truth.stop(), fresh.stop()]);
  }
  return { violations, compared };
}

async function isFolded(world: Comparable, patience: number): Promise<boolean> {
  const until = performance.now() + patience;
  while ((await world.countUnfolded()) > 0) {
    if (performance.now() > until) return false;
    await sleep(100);
  }
  return true;
}

/** Enrolments and the fold count completions apart. */
function miscounts({ status, body }: Got): string[] {
  if (status !== 200) return [`the analytics could not be read: ${status}`];
  const { taught, folded } = completionsIn(body as CourseAnalyticsBody);
  return taught === folded ? [] : [`enrolments count ${taught} completions, the fold ${folded}`];
}

function pathsOf({
  author,
  courseId,
  courseIds,
  learners,
  newcomers,
  group,
}: Population): (readonly [string, Actor | undefined])[] {
  return [
    ...courseIds.slice(-100).map((id) => [`/courses/${id}`, undefined] as const),
    [listPath(group), undefined],
    [analyticsPath(courseId), author],
    ...newcomers.map((learner) => [`/users/me/progress/${learner.courseId}`, learner] as const),
    ...learners.flatMap((learner) => [
      [`/users/me/progress/${learner.courseId}`, learner] as const,
      ['/users/me/dashboard', learner] as const,
    ]),
  ];
}

/** Analytics are labelled for a few seconds while they are computed anew; what is labelled is excused. */
async function getUnlabelled(product: Answering, path: string, who?: Actor): Promise<Got> {
  const until = performance.now() + LABELLED_MS;
  for (;;) {
    const got = await get(product, path, who);
    if (!got.cacheStatus.includes('stale') || performance.now() > until) return got;
    await sleep(100);
  }
}

interface Got {
  readonly status: number;
  readonly text: string;
  readonly cacheStatus: string;
  /** As it is compared; null where nothing is. */
  readonly body: unknown;
}

async function get({ url }: Answering, path: string, who?: Actor): Promise<Got> {
  const response = await fetch(url + path, {
    signal: AbortSignal.timeout(10_000),
    headers: who ? { authorization: who.authorization } : {},
  });
  const text = await response.text();
  const cacheStatus = response.headers.get('cache-status') ?? '';
  return {
    status: response.status,
    text,
    cacheStatus,
    body: response.ok ? comparable(JSON.parse(text)) : null,
  };
}

/** Without what the promise leaves out: counts of enrolments, recommendations, and when it was computed. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([name]) => !['stats', 'recommendations', 'computed_at'].includes(name),
  );
  return Object.fromEntries(members.map(([name, member]) => [name, comparable(member)]));
}

async function isSettled({ url }: Answering, admin: Actor): Promise<boolean> {
  try {
    const response = await fetch(`${url}/cache/stats`, {
      headers: { authorization: admin.authorization },
      signal: AbortSignal.timeout(5_000),
    });
    const { mode, tiers } = (await response.json()) as { mode: string; tiers: { l2: string } };
    return mode === 'on' && tiers.l2 === 'connected';
  } catch {
    return false;
  }
}
