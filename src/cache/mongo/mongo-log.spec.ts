import { MongoClient, type CommandStartedEvent, type Db } from 'mongodb';
import { eventually } from '../../../test/support/eventually.js';
import { mongoUriFor } from '../../../test/support/servers.js';
import { standStill } from '../../../test/support/stand-still.js';
import { type LogTime, type OperationLog } from '../../database/index.js';
import { CacheEngine } from '../cache-engine.js';
import type { SnapshotPort } from '../flight/loader.js';
import { SYSTEM_RUNTIME } from '../runtime.js';
import { NoRemoteTier } from '../tiers/no-remote-tier.js';
import { COMMANDS, EPOCH, BEATS } from './log-sources.js';
import { MongoLog } from './mongo-log.adapter.js';

const THINGS = 'things';
const SOURCES = [{ collection: THINGS, tags: (id: string) => [`thing/${id}`] }];
const NOTHING = {} as SnapshotPort;

describe('an engine that follows MongoDB’s log', () => {
  let client: MongoClient;
  let db: Db;
  let log: MongoLog;
  let engine: CacheEngine;

  beforeEach(async () => {
    const uri = mongoUriFor('mongo_log');
    client = await MongoClient.connect(uri, { writeConcern: { w: 'majority' } });
    db = client.db();
    log = new MongoLog(uri, SOURCES);
    await log.prepare();
    await db.createCollection(THINGS);
    engine = new CacheEngine(
      { log, snapshots: NOTHING, remote: new NoRemoteTier(), runtime: SYSTEM_RUNTIME },
      { enabled: true, stalenessMs: 10_000, maxBytes: 65_536, longestTtlSeconds: 60, defaultTtlSeconds: 60 },
    );
    await engine.start(5_000);
  });
  afterEach(async () => {
    await engine.stop();
    await db.dropDatabase();
    await client.close();
  });

  const floorOf = (name: string): LogTime => engine.floors.highest(engine.floors.slotsOf([name]));

  /** Waits until everything that was written so far has been applied. */
  async function applied(): Promise<LogTime> {
    const now = await log.now();
    await eventually('the log is applied', () => {
      engine.heart.hasten();
      return engine.proof.position >= now;
    });
    return now;
  }

  it('is prepared though the process stood still while it connected, as a busy one does that starts', async () => {
    const late = new MongoLog(mongoUriFor('mongo_log'), SOURCES);
    try {
      const prepared = late.prepare();
      await standStill();
      await expect(prepared).resolves.toBeUndefined();
    } finally {
      await late.close();
    }
  });

  it('knows of a write', async () => {
    const before = await applied();
    await db.collection<{ _id: string }>(THINGS).insertOne({ _id: 'a' });
    await applied();
    expect(floorOf('thing/a')).toBeGreaterThan(before);
    expect(engine.tail.resets).toBe(0);
  });

  it.each([
    ['dropped', () => db.dropCollection(THINGS)],
    ['renamed', () => db.collection(THINGS).rename('others')],
  ])('gives everything up when a collection is %s', async (_, harm) => {
    const before = await applied();
    await harm();
    await applied();
    expect(engine.tail.resets).toBeGreaterThan(0);
    expect(floorOf('thing/anything')).toBeGreaterThan(before);
  });

  it.each([
    ['deleted', () => db.collection(EPOCH).deleteMany({})],
    ['changed', () => db.collection(EPOCH).updateMany({}, { $set: { value: 'another' } })],
  ])('gives everything up when the epoch is %s, and goes by the new one', async (_, harm) => {
    const { epoch } = engine;
    const before = await applied();
    await harm();
    await applied();
    expect(engine.tail.resets).toBeGreaterThan(0);
    expect(floorOf('thing/anything')).toBeGreaterThan(before);
    const stored = () => db.collection(EPOCH).findOne();
    await eventually('the new one is known', async () => engine.epoch === (await stored())?.['value']);
    expect(engine.epoch).not.toBe(epoch);
  });

  it('gets past a dropped database, and gives up what it knew of it', async () => {
    const before = await applied();
    await db.dropDatabase();
    await applied();
    expect(floorOf('thing/anything')).toBeGreaterThan(before);
    const { reopened } = engine.tail;
    await db.collection<{ _id: string }>(THINGS).insertOne({ _id: 'a' });
    await applied();
    expect(floorOf('thing/a')).toBeGreaterThan(floorOf('thing/anything'));
    expect(engine.tail.reopened).toBe(reopened);
  });

  it('carries out a command once, and not again when its document expires', async () => {
    const at = await log.command(['namespace/things']);
    await applied();
    const floor = floorOf('namespace/things');
    expect(floor).toBeLessThanOrEqual(at);
    // What MongoDB's TTL monitor does a day later.
    await db.collection(COMMANDS).deleteMany({});
    await applied();
    expect(floorOf('namespace/things')).toBe(floor);
  });
});

describe('a beat', () => {
  it('is acknowledged by a majority', async () => {
    const log = new MongoLog(mongoUriFor('mongo_beat'), SOURCES);
    const { client } = (Reflect.get(log, 'log') as OperationLog).db;
    Reflect.set(client, 'monitorCommands', true);
    const beats: CommandStartedEvent[] = [];
    client.on('commandStarted', (event) => event.command['update'] === BEATS && void beats.push(event));
    await log.beat(1);
    await client.db().dropDatabase();
    await log.close();
    expect(beats.map(({ command }) => command['writeConcern'])).toEqual([{ w: 'majority' }]);
  });
});
