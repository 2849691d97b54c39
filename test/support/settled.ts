import { FOLD_STATE, type FoldState } from '../../src/analytics/rollups/rollup.schema.js';
import { CacheEngine } from '../../src/cache/index.js';
import { OUTBOX, type OutboxEvent } from '../../src/outbox/index.js';
import type { Instance } from './app.js';

const DEADLINE_MS = 10_000;
const LOOK_EVERY_MS = 10;

/** Waits until `condition` gives something, looking again and again. Fails loudly instead of waiting on. */
export async function until<T>(
  what: string,
  condition: () => Promise<T | false | null | undefined>,
): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const found = await condition();
    if (found !== false && found !== null && found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Waits until every event committed so far is in the rollups. */
export async function untilFolded({ connection }: Pick<Instance, 'connection'>): Promise<void> {
  await until('every event is folded', async () => {
    return (await connection.model<OutboxEvent>(OUTBOX).countDocuments({ pending: true })) === 0;
  });
}

/**
 * Waits until rollups are as new as everything written so far. What is made of them is as old as they are: until
 * then an overview that was just loaded is outdated already by who registered before, and is not kept.
 */
export async function untilRollupsReachNow(instance: Pick<Instance, 'app' | 'connection'>): Promise<void> {
  const now = await instance.app.get(CacheEngine).log.now();
  await until('the rollups are as new', async () => (await readFoldState(instance)).position >= now);
}

export async function readFoldState({ connection }: Pick<Instance, 'connection'>): Promise<FoldState> {
  const state = await connection.model<FoldState>(FOLD_STATE).findById('fold').lean<FoldState>();
  if (!state) throw new Error('there is no state of the fold');
  return state;
}
