import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import { MongoMember } from '../../src/embedded/mongo-member.js';
import { eventually } from './eventually.js';
import { makeTestDir } from './servers.js';
import { TEST_ENV } from './test-env.js';

/** A replica set that lets nobody in without an account. The suite stops it. */
export interface GuardedMongo {
  /** Of an account with `readWrite` on the database that it names, and no other right. */
  readonly uri: string;
  stop(): Promise<void>;
}

const ACCOUNT = 'tiercel';

export async function startGuardedMongo(): Promise<GuardedMongo> {
  const binary = process.env[TEST_ENV.mongod]!;
  const dir = makeTestDir('guarded-mongo');
  // Accounts are made while nobody is asked for one.
  const open = await startEmbeddedMongo({ binary, dir, fleeting: true });
  const password = randomBytes(12).toString('hex');
  const client = new MongoClient(open.uri);
  const roles = [{ role: 'readWrite', db: ACCOUNT }];
  await client.db(ACCOUNT).command({ createUser: ACCOUNT, pwd: password, roles });
  await client.close();
  await open.stop();
  const keyFile = join(dir, 'key');
  writeFileSync(keyFile, randomBytes(48).toString('base64'), { mode: 0o600 });
  const args = ['--auth', '--keyFile', keyFile];
  const member = await MongoMember.start({ binary, dir: join(dir, '0'), replicaSet: 'rs0', args });
  const uri = `mongodb://${ACCOUNT}:${password}@${member.host}/${ACCOUNT}?replicaSet=rs0`;
  await waitForSignedTimes(uri);
  return { uri, stop: () => member.stop() };
}

/** A primary that has just begun has no keys yet to sign the cluster's time with, and fails who asks for it. */
async function waitForSignedTimes(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  const isSigned = async () => '$clusterTime' in (await client.db().command({ ping: 1 }));
  try {
    await eventually('the time is signed', isSigned);
  } finally {
    await client.close();
  }
}
