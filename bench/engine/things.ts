import { Schema, type Connection, type Model } from 'mongoose';
import type { Load } from './engine-subject.js';

export const THINGS = 'bench_things';
const COUNT = 1_000;

interface Thing {
  readonly _id: number;
  readonly title: string;
  readonly parts: readonly { readonly id: string; readonly title: string; readonly seconds: number }[];
}

const modelOf = (connection: Connection): Model<Thing> =>
  connection.models['Thing'] ??
  connection.model<Thing>(
    'Thing',
    new Schema<Thing>({ _id: Number, title: String, parts: [] }, { collection: THINGS }),
  );

/** Writes documents whose JSON has 1 kB. */
export async function writeThings(connection: Connection): Promise<void> {
  const parts = Array.from({ length: 12 }, (_, n) => ({
    id: String(n).padStart(24, '0'),
    title: `Part ${n}`,
    seconds: 60 * n,
  }));
  const things = Array.from({ length: COUNT }, (_, _id) => ({ _id, title: `Thing ${_id}`, parts }));
  await modelOf(connection).insertMany(things);
}

/** How the value of any key is loaded. */
export function loadThings(connection: Connection): Load {
  const model = modelOf(connection);
  return async (key) => {
    const found = await model.findById(numberOf(key) % COUNT).lean<Thing>();
    if (!found) throw new Error(`there is no thing for ${key}`);
    return found;
  };
}

/** Keys end in a number, by which their document is found. */
function numberOf(key: string): number {
  return Number(/\d+$/.exec(key)?.[0]);
}
