import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Violation } from './checker.js';
import type { Actor, Population } from './population.js';
import type { Product } from './product.js';
import { listPath } from './workload.js';

const PATIENCE_MS = 60_000;

export interface Quiet {
  readonly violations: readonly Violation[];
  /** Answers that were compared with MongoDB's own, by where they came from. */
  readonly compared: Readonly<Record<string, number>>;
}

type Answering = Pick<Product, 'number' | 'url'>;

/** As much of the world as is compared. */
export interface Comparable {
  readonly instances: readonly Answering[];
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
 * fresh one has an empty memory, so what it answers with `detail=l2` is what Redis holds.
 */
export async function compareWithDatabase(world: Comparable, population: Population): Promise<Quiet> {
  const violations: Violation[] = [];
  const compared: Record<string, number> = {};
  const [truth, fresh] = await Promise.all([
    world.startInstance(90, { CACHE: 'off' }),
    world.startInstance(91),
  ]);
  try {
    for (const [path, who] of pathsOf(population)) {
      const expected = await get(truth, path, who);
      for (const product of [...world.instances, fresh]) {
        const found = await get(product, path, who);
        const from = /detail=(l[12])/.exec(found.cacheStatus)?.[1] ?? 'load';
        compared[from] = (compared[from] ?? 0) + 1;
        if (found.status === expected.status && isDeepStrictEqual(found.body, expected.body)) continue;
        violations.push({
          rule: 'quiescence',
          text: `instance ${product.number} ${path} (${found.cacheStatus}): ${found.text.slice(0, 300)} is not ${expected.text.slice(0, 300)}`,
        });
      }
    }
  } finally {
    await Promise.all([truth.stop(), fresh.stop()]);
  }
  return { violations, compared };
}

function pathsOf({
  courseIds,
  learners,
  newcomers,
  group,
}: Population): (readonly [string, Actor | undefined])[] {
  return [
    ...courseIds.slice(-100).map((id) => [`/courses/${id}`, undefined] as const),
    [listPath(group), undefined],
    ...newcomers.map((learner) => [`/users/me/progress/${learner.courseId}`, learner] as const),
    ...learners.flatMap((learner) => [
      [`/users/me/progress/${learner.courseId}`, learner] as const,
      ['/users/me/dashboard', learner] as const,
    ]),
  ];
}

async function get({ url }: Answering, path: string, who?: Actor) {
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
