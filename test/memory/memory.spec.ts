import { MongoClient } from 'mongodb';
import { Subject } from '../../bench/lab/subject.js';
import type { EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import { makeTestDir, mongoUriFor, startRedisForSuite } from '../support/servers.js';
import { countCourseReads } from './course-reads.js';
import { flood } from './flood.js';
import { printReport } from './report.js';
import { fillStock } from './stock.js';
import { findFaults } from './verdict.js';

/** `npm run test:memory` asks for a million. */
const IDS = 20_000;
const CACHE_MB = 64;

describe('a process that is asked for very many different things', () => {
  let client: MongoClient;
  let redis: EmbeddedRedis;
  let product: Subject;

  beforeAll(async () => {
    const uri = mongoUriFor('memory');
    client = await MongoClient.connect(uri);
    redis = await startRedisForSuite();
    await fillStock(client.db());
    product = await Subject.start({
      name: 'product',
      entry: 'src/main.ts',
      readyPath: '/health/ready',
      dir: makeTestDir('memory'),
      env: {
        MONGO_URI: uri,
        REDIS_URL: redis.uri,
        JWT_SECRET: 'a secret of the tests alone',
        CACHE_MAX_MEMORY_MB: String(CACHE_MB),
        RATE_LIMIT_ENABLED: 'false',
      },
    });
  }, 60_000);
  afterAll(async () => {
    await product?.stop();
    await client?.db().dropDatabase();
    await client?.close();
    await redis?.stop();
  });

  it('keeps its memory bounded, and asks MongoDB for nothing that is malformed', async () => {
    const report = await flood(
      {
        port: product.port,
        cacheMb: CACHE_MB,
        residentMb: () => product.residentMb,
        courseReads: () => countCourseReads(client.db()),
      },
      { ids: IDS, longestMs: 240_000 },
    );
    const faults = findFaults(report);
    printReport(report, faults, (line) => void process.stderr.write(`${line}\n`));
    expect(faults).toEqual([]);
  }, 300_000);
});
