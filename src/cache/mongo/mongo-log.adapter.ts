import { randomUUID } from 'node:crypto';
import {
  MongoClient,
  MongoServerError,
  type ChangeStreamDocument,
  type Collection,
  type Db,
  type Timestamp,
} from 'mongodb';
import { changesUntil, fromTimestamp, toTimestamp, type LogTime } from '../../database/index.js';
import { LogHistoryLostError, type LogChange, type LogPort } from '../coherence/log.port.js';
import { BEATS, COMMANDS, EPOCH, followPipeline, namesOfCommand, type LogSource } from './log-sources.js';

const CHANGE_STREAM_HISTORY_LOST = 286;
const CHANGE_STREAM_FATAL = 280;
const BEATS_KEPT_SECONDS = 3_600;
const COMMANDS_KEPT_SECONDS = 24 * 3_600;

interface BeatDocument {
  _id: string;
  n: number;
  at: Date;
}
interface CommandDocument {
  _id: string;
  at: Date;
}
interface EpochDocument {
  _id: string;
  value: string;
}

/**
 * MongoDB's log through a client of its own, so that a stream that waits holds no connection of the
 * application's pool, and a busy pool delays no beat.
 */
export class MongoLog implements LogPort {
  private readonly client: MongoClient;
  private readonly instance = randomUUID();

  constructor(
    uri: string,
    private readonly sources: readonly LogSource[],
  ) {
    this.client = new MongoClient(uri, {
      maxPoolSize: 4,
      serverSelectionTimeoutMS: 2_000,
      socketTimeoutMS: 5_000,
      connectTimeoutMS: 2_000,
      readPreference: 'primary',
      writeConcern: { w: 'majority' },
    });
  }

  /** Creates the collections and their expiry: one that appears later would fail snapshot reads. */
  async prepare(): Promise<void> {
    const existing = new Set(
      (await this.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
    );
    for (const name of [BEATS, COMMANDS, EPOCH]) if (!existing.has(name)) await this.createCollection(name);
    await this.beats.createIndex({ at: 1 }, { expireAfterSeconds: BEATS_KEPT_SECONDS }, {});
    await this.commands.createIndex({ at: 1 }, { expireAfterSeconds: COMMANDS_KEPT_SECONDS }, {});
  }

  async now(): Promise<LogTime> {
    return this.acknowledge((session) =>
      this.db
        .collection<EpochDocument>(EPOCH)
        .findOne({}, { session, readConcern: { level: 'linearizable' } }),
    );
  }

  async oldest(): Promise<LogTime> {
    const oplog = this.client.db('local').collection<{ ts: Timestamp }>('oplog.rs');
    const [first] = await oplog
      .find({}, { projection: { ts: 1 } })
      .sort({ $natural: 1 })
      .limit(1)
      .toArray();
    if (!first) throw new Error('the operation log is empty: not a replica set?');
    return fromTimestamp(first.ts);
  }

  async beat(number: number): Promise<LogTime> {
    return this.acknowledge((session) =>
      this.beats.updateOne(
        { _id: this.instance },
        { $set: { n: number, at: new Date() } },
        { upsert: true, session },
      ),
    );
  }

  async epoch(): Promise<string> {
    const found = await this.db
      .collection<EpochDocument>(EPOCH)
      .findOneAndUpdate(
        { _id: 'epoch' },
        { $setOnInsert: { value: randomUUID() } },
        { upsert: true, returnDocument: 'after' },
      );
    if (!found) throw new Error('the epoch could not be read');
    return found.value;
  }

  async command(names: readonly string[]): Promise<LogTime> {
    const at = new Date();
    const documents = names.map((name) => ({ _id: `${name}#${randomUUID()}`, at }));
    return this.acknowledge((session) => this.commands.insertMany(documents, { session }));
  }

  async *follow(from: LogTime, signal: AbortSignal): AsyncGenerator<LogChange> {
    const stream = this.db.watch(followPipeline(this.sources, this.instance), {
      startAtOperationTime: toTimestamp(from),
      maxAwaitTimeMS: 1_000,
    });
    try {
      for await (const event of changesUntil(stream, signal)) {
        const change = this.interpret(event);
        if (change) yield change;
      }
    } catch (error) {
      if (signal.aborted) return;
      throw isHistoryLost(error) ? new LogHistoryLostError('the log was cut off', { cause: error }) : error;
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private get db(): Db {
    return this.client.db();
  }

  private get beats(): Collection<BeatDocument> {
    return this.db.collection<BeatDocument>(BEATS);
  }

  private get commands(): Collection<CommandDocument> {
    return this.db.collection<CommandDocument>(COMMANDS);
  }

  private async createCollection(name: string): Promise<void> {
    try {
      await this.db.createCollection(name);
    } catch (error) {
      if (!(error instanceof MongoServerError && error.codeName === 'NamespaceExists')) throw error;
    }
  }

  /** Runs an operation in a session and returns the time of its acknowledgement. */
  private async acknowledge(
    operate: (session: ReturnType<MongoClient['startSession']>) => Promise<unknown>,
  ): Promise<LogTime> {
    const session = this.client.startSession();
    try {
      await operate(session);
      if (!session.operationTime) throw new Error('the server acknowledged without an operationTime');
      return fromTimestamp(session.operationTime);
    } finally {
      await session.endSession();
    }
  }

  private interpret(event: ChangeStreamDocument): LogChange | null {
    if (!event.clusterTime) throw new Error(`a change without clusterTime: ${event.operationType}`);
    const time = fromTimestamp(event.clusterTime);
    if (!('documentKey' in event) || !('ns' in event)) return { kind: 'reset', time };
    const id = String(event.documentKey?._id);
    const { coll } = event.ns;
    if (coll === BEATS) {
      const number: unknown = Reflect.get(event, 'n');
      return typeof number === 'number' ? { kind: 'beat', time, number } : null;
    }
    if (coll === EPOCH) return { kind: 'reset', time };
    if (coll === COMMANDS) return { kind: 'write', time, names: namesOfCommand(id) };
    const source = this.sources.find(({ collection }) => collection === coll);
    const fields = Reflect.get(event, 'fields') as readonly string[] | undefined;
    return source ? { kind: 'write', time, names: source.tags(id, fields) } : null;
  }
}

function isHistoryLost(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return error.code === CHANGE_STREAM_HISTORY_LOST || error.code === CHANGE_STREAM_FATAL;
}
