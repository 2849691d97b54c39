import { MongoClient, type Db } from 'mongodb';
import { endEmbedded, runEmbedded } from '../../test/support/run-embedded.js';
import { makeTestDir } from '../../test/support/servers.js';
import { TEST_ENV } from '../../test/support/test-env.js';
import { startEmbeddedMongo, type EmbeddedMongo } from './embedded-mongo.js';
import { identifyProcess } from './process-identity.js';

const binary = process.env[TEST_ENV.mongod] ?? '';

describe('an embedded MongoDB', () => {
  const started: EmbeddedMongo[] = [];

  afterEach(async () => {
    await endEmbedded();
    await Promise.all(started.splice(0).map((mongo) => mongo.stop()));
  });

  async function start(dir: string, members = 1): Promise<EmbeddedMongo> {
    const mongo = await startEmbeddedMongo({ binary, dir, members, fleeting: true });
    started.push(mongo);
    return mongo;
  }

  async function visit<T>(uri: string, work: (db: Db, client: MongoClient) => Promise<T>): Promise<T> {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 });
    try {
      return await work(client.db(), client);
    } finally {
      await client.close();
    }
  }

  const insert = (uri: string, title: string) =>
    visit(uri, (db) => db.collection('courses').insertOne({ title }, { writeConcern: { w: 'majority' } }));

  const readTitles = (uri: string) =>
    visit(uri, async (db) => (await db.collection('courses').find().toArray()).map((row) => row['title']));

  it('is a replica set that has transactions, and keeps data and address between runs', async () => {
    const dir = makeTestDir('mongo');
    const first = await start(dir);
    await visit(first.uri, (db, client) =>
      client.withSession((session) =>
        session.withTransaction(() => db.collection('courses').insertOne({ title: 'Calculus' }, { session })),
      ),
    );
    await first.stop();
    const second = await start(dir);
    expect(second.uri).toBe(first.uri);
    expect(await readTitles(second.uri)).toEqual(['Calculus']);
  });

  it('that a crashed process left running is stopped, and its data are served again', async () => {
    const dir = makeTestDir('mongo');
    const crashed = await runEmbedded('mongo', dir, binary);
    const { uri = '', pid = 0 } = crashed.result ?? {};
    await insert(uri, 'Algebra');
    await crashed.end('SIGKILL');
    expect(identifyProcess(pid)).toBeDefined();
    const mongo = await start(dir);
    expect(identifyProcess(pid)).toBeUndefined();
    expect(mongo.uri).toBe(uri);
    expect(await readTitles(mongo.uri)).toEqual(['Algebra']);
  });

  it('of three members goes on when one is killed, which can come back', async () => {
    const mongo = await start(makeTestDir('mongo'), 3);
    expect(new Set(mongo.members.map(({ pid }) => pid)).size).toBe(3);
    const victim = mongo.members[0]!;
    victim.signal('SIGKILL');
    await insert(mongo.uri, 'Geometry');
    await victim.restart();
    expect(victim.alive).toBe(true);
    expect(await readTitles(mongo.uri)).toEqual(['Geometry']);
  });

  it('that cannot start tells the reason from its log', async () => {
    const args = ['--setParameter', 'noSuchParameter=1'];
    await expect(startEmbeddedMongo({ binary, dir: makeTestDir('mongo'), args })).rejects.toThrow(
      /^mongod ended while starting: .*noSuchParameter/,
    );
  });
});
