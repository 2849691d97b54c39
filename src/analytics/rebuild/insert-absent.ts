import { MongoBulkWriteError, type Collection, type Document, type OptionalUnlessRequiredId } from 'mongodb';
import { DUPLICATE_KEY } from '../../database/index.js';

const BATCH = 1_000;

/**
 * Inserts rows in batches, so that memory does not grow with them; rows that are there already stay.
 * One batch is on its way while the next is read.
 */
export async function insertAbsent<T extends Document>(
  collection: Collection<T>,
  rows: AsyncIterable<T>,
): Promise<void> {
  let batch: OptionalUnlessRequiredId<T>[] = [];
  let onItsWay: Promise<unknown> = Promise.resolve();
  const flush = async () => {
    await onItsWay;
    if (batch.length > 0) {
      onItsWay = collection.insertMany(batch, { ordered: false }).catch(ignoreDuplicates);
      // Whoever awaits it next hears of its failure; until then it is not unheard.
      onItsWay.catch(() => undefined);
    }
    batch = [];
  };
  for await (const row of rows) {
    batch.push(row as OptionalUnlessRequiredId<T>);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await onItsWay;
}

function ignoreDuplicates(error: unknown): void {
  const faults = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
  if (faults.length === 0 || faults.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
}
