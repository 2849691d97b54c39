import { Types } from 'mongoose';
import {
  LearnerActivity,
  type DailyActivity,
  type Learner,
  type LearnerEvent,
} from '../../src/activity/index.js';
import { Transactions } from '../../src/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('a learner’s books', () => {
  let app: TestApp;
  let activity: LearnerActivity;
  let transactions: Transactions;

  beforeAll(async () => {
    app = await startTestApp('learner-activity');
    activity = app.app.get(LearnerActivity, { strict: false });
    transactions = app.app.get(Transactions, { strict: false });
  });
  afterAll(() => app?.stop());

  const newId = () => new Types.ObjectId().toHexString();
  const [courseId, otherCourseId] = [newId(), newId()];
  const completion = (userId: string, at: string, lessonId = newId(), course = courseId) =>
    ({ kind: 'completion', userId, courseId: course, lessonId, at: new Date(at) }) as const;
  const record = async (event: LearnerEvent) =>
    (await transactions.run((session) => activity.record(session, event))).value;
  const remove = async (event: LearnerEvent & { kind: 'completion' }) =>
    (await transactions.run((session) => activity.remove(session, event))).value;
  const learner = (userId: string) =>
    app.connection.collection<Learner>('learners').findOne({ _id: new Types.ObjectId(userId) });
  const days = async (userId: string): Promise<DailyActivity[]> => activity.listDays(userId);

  it('hold one row a UTC day, with the seconds of its heartbeats', async () => {
    const userId = newId();
    const watched = { kind: 'heartbeat', userId, courseId, lessonId: newId() } as const;
    await record({ ...watched, at: new Date('2024-05-01T23:59:59Z'), seconds: 300 });
    await record({ ...watched, at: new Date('2024-05-02T00:00:00Z'), seconds: 30 });
    await record({ ...watched, at: new Date('2024-05-02T00:00:30Z'), seconds: 45 });
    const found = await days(userId);
    expect(found.map(({ date, seconds, events }) => [date, seconds, events.length])).toEqual([
      ['2024-05-01', 300, 1],
      ['2024-05-02', 75, 2],
    ]);
    expect(await learner(userId)).toMatchObject({
      first_event_at: new Date('2024-05-01T23:59:59Z'),
      last_event_at: new Date('2024-05-02T00:00:30Z'),
    });
  });

  it('tell the first event of a day, in each course and anywhere', async () => {
    const userId = newId();
    const flags = async (event: LearnerEvent) => {
      const { date, day } = await record(event);
      return [date, day.completions, day.course_active, day.platform_active];
    };
    expect(await flags(completion(userId, '2024-05-01T08:00:00Z'))).toEqual(['2024-05-01', 1, 1, 1]);
    expect(await flags(completion(userId, '2024-05-01T09:00:00Z'))).toEqual(['2024-05-01', 1, 0, 0]);
    const elsewhere = completion(userId, '2024-05-01T10:00:00Z', newId(), otherCourseId);
    expect(await flags(elsewhere)).toEqual(['2024-05-01', 1, 1, 0]);
    expect(await flags(completion(userId, '2024-05-02T08:00:00Z'))).toEqual(['2024-05-02', 1, 1, 1]);
  });

  it('take a completion back, and with a day’s last event the day', async () => {
    const userId = newId();
    const first = completion(userId, '2024-05-01T08:00:00Z');
    const second = completion(userId, '2024-05-01T09:00:00Z');
    const elsewhere = completion(userId, '2024-05-01T10:00:00Z', newId(), otherCourseId);
    const later = completion(userId, '2024-05-03T10:00:00Z');
    for (const event of [first, second, elsewhere, later]) await record(event);
    const taken = async (event: typeof first) => {
      const { date, day } = await remove(event);
      return [date, day.completions, day.course_active, day.platform_active];
    };
    expect(await taken(first)).toEqual(['2024-05-01', -1, 0, 0]);
    expect(await learner(userId)).toMatchObject({ first_event_at: second.at, last_event_at: later.at });
    expect(await taken(second)).toEqual(['2024-05-01', -1, -1, 0]);
    expect(await taken(later)).toEqual(['2024-05-03', -1, -1, -1]);
    expect(await learner(userId)).toMatchObject({
      first_event_at: elsewhere.at,
      last_event_at: elsewhere.at,
    });
    expect(await taken(elsewhere)).toEqual(['2024-05-01', -1, -1, -1]);
    expect(await days(userId)).toEqual([]);
    expect(await learner(userId)).toBeNull();
  });

  it('are exact when a learner does twenty things at once', async () => {
    const userId = newId();
    const effects = await Promise.all(
      Array.from({ length: 20 }, (_, second) =>
        record(completion(userId, `2024-05-01T08:00:${String(second).padStart(2, '0')}Z`)),
      ),
    );
    const sum = (of: 'course_active' | 'platform_active') =>
      effects.reduce((total, { day }) => total + (day[of] ?? 0), 0);
    expect([sum('course_active'), sum('platform_active')]).toEqual([1, 1]);
    expect((await days(userId))[0]?.events).toHaveLength(20);
    expect(await learner(userId)).toMatchObject({
      first_event_at: new Date('2024-05-01T08:00:00Z'),
      last_event_at: new Date('2024-05-01T08:00:19Z'),
    });
  });
});
