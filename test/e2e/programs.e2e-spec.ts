import { join } from 'node:path';
import { identifyProcess } from '../../src/embedded/process-identity.js';
import { findLeftover } from '../../src/embedded/server-record.js';
import { eventually } from '../support/eventually.js';
import { Program } from '../support/program.js';
import { makeTestDir } from '../support/servers.js';
import { TEST_ENV } from '../support/test-env.js';

const REBUILD = 'src/analytics/cli/rebuild.ts';

describe('a program of the command line', () => {
  it('stops the servers that it started when it is told to end', async () => {
    const DATA_DIR = makeTestDir('programs');
    const program = Program.run(REBUILD, {
      DATA_DIR,
      MONGOD_BINARY: process.env[TEST_ENV.mongod]!,
      // Nothing is asked of it; without it one would be started too.
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    const find = () => findLeftover(join(DATA_DIR, 'mongo', '0'));
    await eventually('mongod runs', () => find() !== undefined);
    const pid = find()!;
    program.signal('SIGTERM');
    expect((await program.end()).code).toBe(143);
    // It ends by itself after it, and is no child of ours that could tell.
    await eventually('it has ended', () => identifyProcess(pid) === undefined);
  });

  it('says in one line that there is no MongoDB', async () => {
    const env = { MONGO_URI: 'mongodb://127.0.0.1:1/nowhere', DATA_DIR: makeTestDir('programs') };
    const ends = await Promise.all([
      Program.run(REBUILD, env).end(),
      Program.run('src/import/cli/import.ts', env, ['seed']).end(),
    ]);
    for (const { code, out, err } of ends) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^error: the MongoDB of MONGO_URI cannot be used: .*ECONNREFUSED[^\n]*\n$/);
    }
  });
});
