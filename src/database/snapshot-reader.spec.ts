import { MongoClient } from 'mongodb';
import { Mongoose, Schema, type Connection } from 'mongoose';
import { mongoUriFor } from '../../test/support/servers.js';
import { fromTimestamp, type LogTime } from './log-time.js';
import { SnapshotReader } from './snapshot-reader.js';

interface Versioned {
  _id: string;
  version: number;
}

describe('a read at a snapshot', () => {
  let mongoose: Mongoose;
  let connection: Connection;
  let writer: MongoClient;

  beforeAll(async () => {
    const uri = mongoUriFor('snapshot_reader');
    mongoose = new Mongoose();
    mongoose.set('transactionAsyncLocalStorage', true);
    await mongoose.connect(uri);
    connection = mongoose.connection;
    connection.model<Versioned>('versioned', new Schema<Versioned>({ _id: String, version: Number }));
    await connection.model('versioned').createCollection();
    writer = await MongoClient.connect(uri);
  });
  afterAll(async () => {
    await connection?.dropDatabase();
    await mongoose?.disconnect();
    await writer?.close();
  });

  /** Writes past mongoose, so that the write is no part of the read's session; the acknowledgement's time. */
  async function write(version: number): Promise<LogTime> {
    const { collectionName } = connection.model('versioned').collection;
    return writer.withSession(async (session) => {
      await writer
        .db()
        .collection<Versioned>(collectionName)
        .updateOne(
          { _id: 'a' },
          { $set: { version } },
          { upsert: true, session, writeConcern: { w: 'majority' } },
        );
      const { operationTime } = session;
      if (operationTime === undefined) throw new Error('the server told no time');
      return fromTimestamp(operationTime);
    });
  }

  it('is stamped with the time of what it saw, though it went on after a later write', async () => {
    const first = await write(1);
    let second: LogTime = 0;
    const find = async (): Promise<number | undefined> =>
      (await connection.model<Versioned>('versioned').findById('a').lean())?.version;
    const { value, stamp } = await new SnapshotReader(connection).read(async () => {
      const before = await find();
      second = await write(2);
      return [before, await find()];
    });
    expect(value).toEqual([1, 1]);
    expect(stamp).toBeGreaterThanOrEqual(first);
    expect(stamp).toBeLessThan(second);
  });

  it('has no stamp when nothing was read', async () => {
    expect(await new SnapshotReader(connection).read(async () => 'nothing')).toEqual({
      value: 'nothing',
      stamp: null,
      readAt: null,
    });
  });
});
