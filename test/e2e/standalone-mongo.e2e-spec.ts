import { MongoClient } from 'mongodb';
import { findFreePort } from '../../src/embedded/free-port.js';
import { ServerProcess } from '../../src/embedded/server-process.js';
import { Program } from '../support/program.js';
import { makeTestDir } from '../support/servers.js';
import { TEST_ENV } from '../support/test-env.js';

describe('the server on a MongoDB that is no replica set', () => {
  let mongo: ServerProcess;
  let uri: string;

  beforeAll(async () => {
    const port = await findFreePort();
    uri = `mongodb://127.0.0.1:${port}/tiercel`;
    mongo = await ServerProcess.start({
      name: 'mongod',
      binary: process.env[TEST_ENV.mongod]!,
      dir: makeTestDir('alone'),
      args: ['--dbpath', '.', '--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'],
    });
    const client = new MongoClient(uri);
    await client.db().command({ ping: 1 });
    await client.close();
  });
  afterAll(() => mongo?.stop());

  it('ends at once and says in one sentence what is wrong', async () => {
    const env = { MONGO_URI: uri, JWT_SECRET: 'a secret of the tests alone', HOST: '127.0.0.1', PORT: '0' };
    const { code, err } = await Program.run('src/main.ts', { ...env, LOG_LEVEL: 'silent' }).end();
    expect(err).toBe(
      'configuration: 1 fault(s)\n  MONGO_URI: the server is no replica set: start it with --replSet\n',
    );
    expect(code).toBe(1);
  });
});
