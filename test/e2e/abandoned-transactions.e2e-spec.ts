import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { AbandonedTransactions, APP_NAME } from '../../src/database/abandoned-transactions.service.js';
import { Transactions } from '../../src/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

/** Writes to a document in a transaction, says so, and waits. */
const HOLDER = `
  import { MongoClient } from 'mongodb';
  const [uri, appName] = process.argv.slice(1);
  const client = await new MongoClient(uri, { appName }).connect();
  const session = client.startSession();
  session.startTransaction();
  await client.db().collection('held').updateOne({ _id: 'it' }, { $inc: { by: 1 } }, { session });
  process.stdout.write('held');
  setInterval(() => undefined, 1_000);`;

/** Milliseconds. */
const INACTIVE = 200;

describe('a transaction whose process was killed', () => {
  let app: TestApp;
  let abandoned: AbandonedTransactions;

  beforeAll(async () => {
    app = await startTestApp('abandoned');
    abandoned = app.app.get(AbandonedTransactions, { strict: false });
    await held().insertOne({ _id: 'it', by: 0 });
  });
  afterAll(() => app?.stop());

  const held = () => app.connection.collection<{ _id: string; by: number }>('held');

  /** Returns once it is dead, and its transaction has been inactive for long enough. */
  async function killHolder(appName: string): Promise<void> {
    const client = app.connection.getClient();
    const [host] = client.options.hosts;
    const uri = `mongodb://${String(host)}/${app.connection.name}?directConnection=true`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, uri, appName], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await sleep(2 * INACTIVE);
  }

  it('is ended, and what it had written to can be written to again', async () => {
    await killHolder('holder');
    expect(await abandoned.end(60_000, 'holder')).toBe(0);
    const write = app.app
      .get(Transactions, { strict: false })
      .run((session) => held().updateOne({ _id: 'it' }, { $inc: { by: 10 } }, { session }));
    const first = await Promise.race([write.then(() => 'written'), sleep(INACTIVE, 'waits')]);
    expect(first).toBe('waits');
    expect(await abandoned.end(INACTIVE, 'holder')).toBe(1);
    await write;
    expect(await held().findOne()).toEqual({ _id: 'it', by: 10 });
  });

  it('is found by every instance of itself', async () => {
    await killHolder(APP_NAME);
    const { modifiedCount } = await held().updateOne({ _id: 'it' }, { $inc: { by: 1 } });
    expect(modifiedCount).toBe(1);
  }, 30_000);

  it('is left alone where it is another program’s', async () => {
    await killHolder('another');
    expect(await abandoned.end(INACTIVE, 'holder')).toBe(0);
    expect(await abandoned.end(INACTIVE, 'another')).toBe(1);
  });
});
