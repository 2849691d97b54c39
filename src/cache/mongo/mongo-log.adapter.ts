import { randomUUID } from 'node:crypto';
import { MongoServerError, type ChangeStreamDocument, type Collection, type Db } from 'mongodb';
import { OperationLog, timeOf, type LogTime } from '../../database/index.js';
import type { LogChange, LogPort } from '../coherence/log.port.js';
import { BEATS, COMMANDS, EPOCH, followPipeline, namesOfCommand, type LogSource } from './log-sources.js';

/** Of connecting at the start: some six seconds, as the application's own client has five. */
const MOST_ATTEMPTS = 3;
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

/** MongoDB's log, as coherence needs it. */
export class MongoLog implements LogPort {
  private readonly log: OperationLog;
  private readonly instance = randomUUID();

  constructor(
    uri: string,
    private readonly sources: readonly LogSource[],
  ) {
    this.log = new OperationLog(uri, { maxPoolSize: 4, socketTimeoutMS: 5_000 });
  }

  /**
   * Creates the collections and their expiry: one that appears later would fail snapshot reads.
   * @throws {Error} the client's, when MongoDB was not to be reached each time
   */
  async prepare(): Promise<void> {
    await this.connect();
    const existing = new Set(
      (await this.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
    );
    for (const name of [BEATS, COMMANDS, EPOCH]) if (!existing.has(name)) await this.createCollection(name);
    await this.beats.createIndex({ at: 1 }, { expireAfterSeconds: BEATS_KEPT_SECONDS }, {});
    await this.commands.createIndex({ at: 1 }, { expireAfterSeconds: COMMANDS_KEPT_SECONDS }, {});
  }

  /** The client's limits are short; a process that starts may stand still for longer, with the database there all the while. */
  private async connect(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.log.connect();
      } catch (error) {
        if (attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  async now(): Promise<LogTime> {
    return this.log.acknowledge((session) =>
      this.db
        .collection<EpochDocument>(EPOCH)
        .findOne({}, { session, readConcern: { level: 'linearizable' } }),
    );
  }

  wholeFrom(from: LogTime): Promise<LogTime> {
    return this.log.wholeFrom(from);
  }

  assertReachesBackTo(time: LogTime): Promise<void> {
    return this.log.assertReachesBackTo(time);
  }

  async beat(number: number): Promise<LogTime> {
    return this.log.acknowledge((session) =>
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
    return this.log.acknowledge((session) => this.commands.insertMany(documents, { session }));
  }

  async *follow(from: LogTime, signal: AbortSignal): AsyncGenerator<LogChange> {
    const pipeline = followPipeline(this.sources, this.instance);
    for await (const event of this.log.changes(pipeline, from, signal)) {
      const change = this.interpret(event);
      if (change) yield change;
    }
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  private get db(): Db {
    return this.log.db;
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

  private interpret(event: ChangeStreamDocument): LogChange | null {
    const time = timeOf(event);
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
