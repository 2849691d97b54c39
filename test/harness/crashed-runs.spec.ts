import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedRedis, type EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { identifyProcess } from '../../src/embedded/process-identity.js';
import { makeTestDir } from '../support/servers.js';
import { TEST_ENV } from '../support/test-env.js';
import { sweepCrashedRuns } from '../support/test-servers.js';

describe('the servers of a test run that was killed', () => {
  let parent: string;
  let run: string;
  let redis: EmbeddedRedis;

  beforeEach(async () => {
    parent = makeTestDir('runs');
    run = join(parent, 'tiercel-test-abc');
    mkdirSync(run);
    const binary = process.env[TEST_ENV.redisServer]!;
    redis = await startEmbeddedRedis({ binary, dir: join(run, 'redis') });
  });

  afterEach(async () => {
    await redis.stop();
  });

  it('end when the next run begins, and their folder goes', async () => {
    writeFileSync(join(run, 'owner'), `${process.pid} another life of this pid`);
    await sweepCrashedRuns(parent);
    expect(identifyProcess(redis.pid)).toBeUndefined();
    expect(existsSync(run)).toBe(false);
  });

  it('are left alone while that run goes on', async () => {
    writeFileSync(join(run, 'owner'), `${process.pid} ${identifyProcess(process.pid)}`);
    await sweepCrashedRuns(parent);
    expect(identifyProcess(redis.pid)).toBeDefined();
    expect(existsSync(run)).toBe(true);
  });

  it('are left alone while nobody knows whose they are', async () => {
    await sweepCrashedRuns(parent);
    expect(identifyProcess(redis.pid)).toBeDefined();
  });
});
