import { Types } from 'mongoose';
import { startTestApp, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createPublished } from '../support/courses.js';
import { eachOf, startProcess, type InstanceProcess } from '../support/instance-process.js';
import { createInstructor, type Person } from '../support/people.js';

const REQUESTS = 1_000;
const AT_ONCE = 8;
/** One command of Redis may take this long, in milliseconds. */
const COMMAND_MS = 100;
/**
 * On a quiet machine no request takes 300 ms. Other suites run on the same cores and their pauses are
 * none of ours, so what is held is coarser: far below the seconds that waiting for Redis would take.
 */
const WITH_NOISE_MS = 5_000;

interface Latencies {
  readonly slowest: number;
  readonly median: number;
}

/** Cases that other caches get wrong, over HTTP with instances that are processes of their own. */
describe('what other caches get wrong, between processes', () => {
  let app: TestApp;
  let author: Person;
  let processes: readonly InstanceProcess[] = [];

  beforeAll(async () => {
    app = await startTestApp('processes');
    author = await createInstructor(app);
    processes = await Promise.all([startProcess(app), startProcess(app)]);
  }, 120_000);
  afterAll(async () => {
    for (const { program } of processes) program.signal('SIGKILL');
    await Promise.all(processes.map(({ program }) => program.end()));
    await app?.stop();
  });

  const clients = () => processes.map(({ client }) => client);

  /** Courses that no tier has: copies of one, written past the product. */
  async function copiesOf(id: string, count: number): Promise<string[]> {
    const courses = app.connection.collection('courses');
    const course = await courses.findOne({ _id: new Types.ObjectId(id) });
    const copies = Array.from({ length: count }, (_, n) => {
      return { ...course, _id: new Types.ObjectId(), slug: `copy-${n}` };
    });
    await courses.insertMany(copies, { writeConcern: { w: 'majority' } });
    return copies.map(({ _id }) => _id.toHexString());
  }

  async function readAll(ids: readonly string[]): Promise<Latencies> {
    const times: number[] = [];
    let turn = 0;
    await eachOf(ids, AT_ONCE, async (id) => {
      const [here, there] = clients();
      const client = (turn += 1) % 2 ? here : there;
      const began = performance.now();
      const answer = await client!.get(`/courses/${id}`);
      times.push(performance.now() - began);
      expect([answer.status, answer.headers.get('cache-status')]).toEqual([
        200,
        expect.not.stringContaining('stale'),
      ]);
    });
    times.sort((a, b) => a - b);
    return { slowest: times.at(-1) ?? 0, median: times[times.length >> 1] ?? 0 };
  }

  /** Waiting for Redis in each request would show in the median, beside that of Redis being well. */
  function judge(what: string, { slowest, median }: Latencies, well: Latencies): void {
    process.stdout.write(
      `${what}: ${REQUESTS} requests, slowest ${slowest.toFixed(0)} ms, median ${median.toFixed(0)} ms\n`,
    );
    expect(median).toBeLessThan(COMMAND_MS + 2 * well.median);
    expect(slowest).toBeLessThan(WITH_NOISE_MS);
  }

  it('2 processes × 500 misses on one key: one load, by MongoDB’s own count', async () => {
    const crowd = (path: string) =>
      Promise.all(Array.from({ length: 500 }, () => clients().map((client) => client.get(path))).flat());
    // Connections stand and code is compiled by then: a process that cannot turn to Redis for 100 ms loads itself.
    const { id: other } = await createPublished(author, { title: 'crowded before' });
    await crowd(`/courses/${other}`);
    const { db } = app.connection;
    if (!db) throw new Error('not connected');
    /** Reads of a course that nobody has had, by MongoDB's own count, when everybody wants it at once. */
    const countReads = async (title: string): Promise<number> => {
      const { id } = await createPublished(author, { title });
      await logIsRead(app);
      await db.command({ profile: 2 });
      try {
        const answers = await crowd(`/courses/${id}`);
        expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
        expect(answers[0]?.status).toBe(200);
      } finally {
        await db.command({ profile: 0 });
      }
      return db
        .collection('system.profile')
        .countDocuments({ ns: `${db.databaseName}.courses`, 'command.filter._id': new Types.ObjectId(id) });
    };
    // On a machine that is busy with other suites it may be so all the same; then the next course has to show it.
    let reads = 0;
    for (let turn = 1; turn <= 3 && reads !== 1; turn += 1) reads = await countReads(`crowded ${turn}`);
    expect(reads).toBe(1);
  }, 60_000);

  it('Redis stopped with SIGSTOP, L1 misses: no request waits for it for long', async () => {
    const { id } = await createPublished(author, { title: 'frozen' });
    const well = await readAll(await copiesOf(id, REQUESTS / 10));
    const ids = await copiesOf(id, REQUESTS);
    app.redis.signal('SIGSTOP');
    try {
      judge('Redis under SIGSTOP', await readAll(ids), well);
    } finally {
      app.redis.signal('SIGCONT');
    }
  }, 120_000);

  it('Redis killed, L1 misses: no request fails, or waits for it for long', async () => {
    const { id } = await createPublished(author, { title: 'killed' });
    const well = await readAll(await copiesOf(id, REQUESTS / 10));
    const ids = await copiesOf(id, REQUESTS);
    const before = readAll(ids.slice(0, REQUESTS / 2));
    app.redis.signal('SIGKILL');
    const during = await before;
    const after = await readAll(ids.slice(REQUESTS / 2));
    const both = {
      slowest: Math.max(during.slowest, after.slowest),
      median: Math.max(during.median, after.median),
    };
    judge('Redis killed', both, well);
  }, 120_000);
});
