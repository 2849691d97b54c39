import { mongo } from 'mongoose';
import { ImportError } from '../import.errors.js';

/** Milliseconds until a server that does not answer counts as away. */
const PATIENCE = 5_000;

/**
 * Asks MongoDB once before anything is opened on it: the application would ask again and again, as a
 * server has to, and a person is left waiting.
 *
 * @throws {ImportError} when it does not answer, or is no replica set
 */
export async function assertReachable(uri: string): Promise<void> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: PATIENCE });
  try {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello['setName'] === undefined)
      throw new ImportError('the MongoDB of MONGO_URI is no replica set: start it with --replSet');
  } catch (fault) {
    if (!(fault instanceof mongo.MongoError)) throw fault;
    throw new ImportError(`the MongoDB of MONGO_URI cannot be used: ${fault.message}`, { cause: fault });
  } finally {
    await client.close();
  }
}
