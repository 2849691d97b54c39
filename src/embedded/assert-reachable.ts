import { MongoClient } from 'mongodb';
import { isReplicaSet } from '../common/replica-set.js';
import { EmbeddedServerError } from './embedded.errors.js';

/** Milliseconds until a server that does not answer counts as away. */
const PATIENCE = 5_000;

/**
 * Asks MongoDB once before anything is opened on it: the application would ask again and again, as a
 * server has to, and a person is left waiting.
 *
 * @throws {EmbeddedServerError} when it does not answer, or is no replica set
 */
export async function assertReachable(uri: string): Promise<void> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: PATIENCE });
    if (!isReplicaSet(await client.db('admin').command({ hello: 1 })))
      throw new EmbeddedServerError('the MongoDB of MONGO_URI is no replica set: start it with --replSet');
  } catch (fault) {
    if (fault instanceof EmbeddedServerError) throw fault;
    throw new EmbeddedServerError(`the MongoDB of MONGO_URI cannot be used: ${(fault as Error).message}`, {
      cause: fault,
    });
  } finally {
    await client?.close();
  }
}
