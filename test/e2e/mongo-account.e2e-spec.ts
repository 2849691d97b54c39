import { CacheEngine } from '../../src/cache/index.js';
import { MongoLog } from '../../src/cache/mongo/mongo-log.adapter.js';
import { atSecond, LogHistoryLostError } from '../../src/database/index.js';
import { AbandonedTransactions } from '../../src/database/abandoned-transactions.service.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { startGuardedMongo, type GuardedMongo } from '../support/guarded-mongo.js';
import { Listening } from '../support/listening.js';
import { commitEvents } from '../support/outbox-events.js';
import { createInstructor } from '../support/people.js';

/** What docs/operations.md asks an operator for is enough. */
describe('with an account that may read and write its database, and nothing else,', () => {
  let mongo: GuardedMongo;
  let app: TestApp;

  beforeAll(async () => {
    mongo = await startGuardedMongo();
    app = await startTestApp('account', { MONGO_URI: mongo.uri });
  });
  afterAll(async () => {
    await app?.stop();
    await mongo?.stop();
  });

  it('the log proves values, and reads are answered from memory', async () => {
    const { tail, proof } = app.app.get(CacheEngine, { strict: false });
    expect(proof.isCurrent()).toBe(true);
    expect([tail.reopened, tail.resets]).toEqual([0, 0]);
    const read = () => app.client.get('/courses');
    await read();
    expect((await read()).headers.get('cache-status')).toContain('hit');
  });

  it('a log that never rolled over is believed no more than it brings: where it begins cannot be seen', async () => {
    const log = new MongoLog(mongo.uri, []);
    const ages = atSecond(1_000_000_000);
    const now = await log.now();
    expect(await log.wholeFrom(ages)).toBeGreaterThan(ages);
    await expect(log.assertReachesBackTo(ages)).rejects.toThrow(LogHistoryLostError);
    await expect(log.assertReachesBackTo(now)).resolves.toBeUndefined();
    await log.close();
  });

  it('events are heard, also those that a listener missed', async () => {
    const instructor = await createInstructor(app);
    const course = await createOpenCourse(instructor, [['Numbers']]);
    const here = await Listening.open({ url: app.url, as: instructor, courseId: course.id });
    await commitEvents(app, course, [1]);
    await eventually('one was heard', () => here.heard.length === 1);
    here.close();
    await commitEvents(app, course, [2]);
    const other = await app.startInstance();
    const resumed = { url: other.url, as: instructor, courseId: course.id };
    const there = await Listening.open({ ...resumed, lastEventId: here.lastEventId! });
    await eventually('the other was heard', () => there.heard.length === 1);
    expect(there.heard[0]?.event).toBe('lesson_completed');
    there.close();
  });

  it('transactions that nobody carries on with are ended', async () => {
    const client = app.connection.getClient();
    const session = client.startSession();
    session.startTransaction();
    await client.db().collection('held').insertOne({ by: 1 }, { session });
    const abandoned = app.app.get(AbandonedTransactions, { strict: false });
    await eventually('it was ended', async () => (await abandoned.end(1)) === 1);
    await expect(session.commitTransaction()).rejects.toThrow(/aborted|NoSuchTransaction|killed/i);
    await session.endSession();
  });
});
