import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { mongo, type Connection } from 'mongoose';
import { VocabularyWordSchema, vocabularyOf } from '../../courses/index.js';
import { DUPLICATE_KEY } from '../../database/index.js';
import { ImportError } from '../import.errors.js';
import { inBatches } from './in-batches.js';
import { nameOfCollection } from './name-of-collection.js';

/** Documents of one kind: written by this run, and there before. */
export interface Loaded {
  added: number;
  present: number;
}

export interface LoadOptions<T> {
  /** Told how many documents were dealt with since the last call. */
  readonly onLoaded?: (count: number) => void;
  /** Given the documents of a batch that are there already. */
  readonly onPresent?: (documents: readonly T[]) => Promise<void>;
}

const BATCH = 1_000;

/** Writes many documents whose ids are known beforehand: what is there already stays as it is. */
@Injectable()
export class BulkLoader {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * Inserts the documents whose `_id` is not there yet, in batches, majority acknowledged.
   *
   * @throws {ImportError} when another document holds a value that must be unique, such as an e-mail address
   */
  async insertMissing<T extends mongo.Document & { _id: unknown }>(
    collection: string,
    documents: Iterable<T>,
    { onLoaded, onPresent }: LoadOptions<T> = {},
  ): Promise<Loaded> {
    const loaded: Loaded = { added: 0, present: 0 };
    const target = this.collection(collection);
    for await (const batch of inBatches(documents, BATCH)) {
      const known = await findKnown(target, batch);
      const missing = batch.filter(({ _id }) => !known.has(String(_id)));
      const present = batch.filter(({ _id }) => known.has(String(_id)));
      await insertAll(target, missing);
      if (present.length > 0) await onPresent?.(present);
      loaded.added += missing.length;
      loaded.present += present.length;
      onLoaded?.(batch.length);
    }
    return loaded;
  }

  /** Makes the words of names known to the search, before what they name is written. */
  async learnNames(named: readonly { readonly name_words: readonly string[] }[]): Promise<void> {
    const words = vocabularyOf(named.flatMap(({ name_words }) => name_words));
    await this.insertMissing(nameOfCollection(VocabularyWordSchema), words);
  }

  private collection(name: string): mongo.Collection {
    return this.connection
      .getClient()
      .db(this.connection.name)
      .collection(name, {
        readPreference: 'primary',
        readConcern: { level: 'majority' },
        writeConcern: { w: 'majority' },
      });
  }
}

async function findKnown(
  collection: mongo.Collection,
  batch: readonly { readonly _id: unknown }[],
): Promise<ReadonlySet<string>> {
  const filter = { _id: { $in: batch.map(({ _id }) => _id) } } as mongo.Filter<mongo.Document>;
  const found = await collection.find(filter, { projection: { _id: 1 } }).toArray();
  return new Set(found.map(({ _id }) => String(_id)));
}

async function insertAll(collection: mongo.Collection, documents: readonly mongo.Document[]): Promise<void> {
  if (documents.length === 0) return;
  try {
    await collection.insertMany([...documents], { ordered: false });
  } catch (fault) {
    if (!(fault instanceof mongo.MongoBulkWriteError)) throw fault;
    const errors = [fault.writeErrors].flat();
    const other = errors.find(
      ({ code, errmsg = '' }) => code !== DUPLICATE_KEY || !/ index: _id_ /.test(errmsg),
    );
    // The same id twice: somebody else runs the same import at this moment, and writes the same document.
    if (!other) return;
    if (other.code !== DUPLICATE_KEY) throw fault;
    throw new ImportError(
      `${collection.collectionName}: ${other.errmsg ?? 'a value that must be unique is taken'}`,
      {
        cause: fault,
      },
    );
  }
}
