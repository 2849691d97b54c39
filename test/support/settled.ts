import { FOLD_STATE, type FoldState } from '../../src/analytics/rollup.schema.js';
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

export async function readFoldState({ connection }: Pick<Instance, 'connection'>): Promise<FoldState> {
  const state = await connection.model<FoldState>(FOLD_STATE).findById('fold').lean<FoldState>();
  if (!state) throw new Error('there is no state of the fold');
  return state;
}
