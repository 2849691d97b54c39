import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { LearnerActivity } from '../../src/activity/index.js';
import type { Problem } from '../../src/common/http/problem.js';
import { OutboxService } from '../../src/outbox/index.js';
import type { BatchResult, ProgressBatchBody } from '../../src/progress/dto/batch.dto.js';
import type { DashboardBody } from '../../src/progress/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, createOutlined, type BuiltCourse } from '../support/courses.js';
import { countCompletions, Learning, outboxOf } from '../support/learning.js';
import { createInstructor, createStudent, type Person } from '../support/people.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let app: TestApp;
let author: Person;
let student: Person;
let course: BuiltCourse;
let learning: Learning;

beforeAll(async () => {
  app = await startTestApp('progress-batch');
  author = await createInstructor(app);
});
beforeEach(async () => {
  student = await createStudent(app);
  course = await createOpenCourse(author, [['a', 'b'], ['c']]);
  learning = await Learning.begin(student, course);
});
afterAll(() => app?.stop());

const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
const completion = (index: number, at = ago(0), more: object = {}) => ({
  event_id: randomUUID(),
  type: 'completion',
  course_id: course.id,
  lesson_id: course.lessons[index],
  at,
  ...more,
});
const heartbeat = (index: number, seconds: number, at = ago(0), more: object = {}) => ({
  ...completion(index, at),
  type: 'heartbeat',
  seconds,
  position_seconds: 40,
  ...more,
});
const send = (items: readonly object[], by = student) =>
  by.client.post<ProgressBatchBody>('/progress/batch', { items });
const statuses = async (items: readonly object[], by = student) =>
  (await send(items, by)).body.results.map(({ status, error }) => error?.code ?? status);

/** As if the learner had enrolled earlier, so that there is a past to report. */
async function enrolEarlier(days: number): Promise<void> {
  const enrolled_at = new Date(Date.now() - days * DAY);
  await app.connection
    .collection<{ _id: string }>('enrollments')
    .updateOne(
      { _id: `${student.id}:${course.id}` },
      { $set: { enrolled_at, last_accessed_at: enrolled_at } },
    );
}

describe('a batch', () => {
  it('applies completions and heartbeats, and says so in the order of the items', async () => {
    const items = [completion(1), heartbeat(0, 90, ago(MINUTE)), completion(0, ago(2 * MINUTE))];
    const { status, body } = await send(items);
    expect(status).toBe(200);
    expect(body.results).toEqual(items.map(({ event_id }) => ({ event_id, status: 'applied' })));
    expect(await learning.progress()).toMatchObject({
      progress_percent: 66,
      time_spent_seconds: 90,
      resume: { lesson_id: course.lessons[0], position_seconds: 40 },
      completed_lesson_ids: course.lessons.slice(0, 2),
    });
  });

  it('counts each event once, however often and in whatever company it comes', async () => {
    const [first, second, third] = [completion(0), heartbeat(0, 60), heartbeat(1, 30)];
    expect(await statuses([first, second, second])).toEqual(['applied', 'applied', 'duplicate']);
    expect(await statuses([second, third, first])).toEqual(['duplicate', 'applied', 'duplicate']);
    expect(await learning.progress()).toMatchObject({ completed: 1, time_spent_seconds: 90 });
  });

  it('counts an event once beside the route for one heartbeat, whichever comes first', async () => {
    await learning.watch(0, 50, 'same');
    expect(await statuses([heartbeat(1, 70, ago(0), { event_id: 'same' })])).toEqual(['duplicate']);
    expect(await statuses([completion(0, ago(0), { event_id: 'done' })])).toEqual(['applied']);
    expect((await learning.watch(0, 50, 'done')).body.counted_seconds).toBe(0);
    expect(await learning.progress()).toMatchObject({ time_spent_seconds: 50 });
  });

  it('does not bring back a completion that was taken back since', async () => {
    const item = completion(0);
    await send([item]);
    await learning.uncomplete(0);
    expect(await statuses([item])).toEqual(['duplicate']);
    expect((await learning.progress()).completed).toBe(0);
    expect(await statuses([completion(0)])).toEqual(['applied']);
  });

  it('does not bring back one that came for a lesson done already, either', async () => {
    await learning.complete(0);
    const item = completion(0);
    expect(await statuses([item])).toEqual(['duplicate']);
    await learning.uncomplete(0);
    expect(await statuses([item])).toEqual(['duplicate']);
  });

  it('says of each item why it cannot count, and applies the others', async () => {
    const unknown = new Types.ObjectId().toHexString();
    const foreign = await createOpenCourse(author, [['x']]);
    const draft = await createOutlined(author, [['x']]);
    const at = ago(0);
    const items = [
      completion(0, at, { course_id: unknown }),
      completion(0, at, { lesson_id: unknown }),
      completion(0, at, { course_id: foreign.id, lesson_id: foreign.lessons[0] }),
      completion(0, at, { course_id: draft.id, lesson_id: draft.lessons[0] }),
      completion(0, at, { lesson_id: foreign.lessons[0] }),
      completion(0, new Date(Date.now() + 6 * MINUTE).toISOString()),
      completion(0, ago(6 * MINUTE)),
      completion(0, ago(91 * DAY)),
      completion(0),
    ];
    expect(await statuses(items)).toEqual([
      'not-found',
      'not-found',
      'forbidden',
      'not-found',
      'not-found',
      'invalid-input',
      'invalid-input',
      'invalid-input',
      'applied',
    ]);
    expect(await countCompletions(app, learning)).toBe(1);
  });

  it('lets an item that was rejected count once the reason is gone', async () => {
    const other = await createOpenCourse(author, [['x']]);
    const item = completion(0, ago(0), { course_id: other.id, lesson_id: other.lessons[0] });
    expect(await statuses([item])).toEqual(['forbidden']);
    await Learning.begin(student, other);
    expect(await statuses([item])).toEqual(['applied']);
  });

  it('takes 500 items and no more, and nothing that is not one', async () => {
    expect(await statuses([])).toEqual([]);
    const many = Array.from({ length: 501 }, () => heartbeat(0, 1));
    expect((await send(many)).status).toBe(400);
    const refusals = [
      { ...completion(0), seconds: 5 },
      { ...heartbeat(0, 5), seconds: undefined },
      { ...heartbeat(0, 5), seconds: -1 },
      completion(0, 'yesterday'),
      completion(0, ago(0), { lesson_id: 'x' }),
      completion(0, ago(0), { event_id: '' }),
      completion(0, ago(0), { type: 'quiz' }),
    ];
    for (const item of refusals) {
      const answer = await student.client.post<Problem>('/progress/batch', { items: [item] });
      expect(answer.status).toBe(400);
      expect(answer.body.errors?.[0]?.path).toMatch(/^items\.0/);
    }
    expect((await app.client.post('/progress/batch', { items: [] })).status).toBe(401);
  });

  it('resumes where the latest heartbeat was, and where a heartbeat does not say, where it was before', async () => {
    await send([heartbeat(0, 10, ago(0), { position_seconds: 77 })]);
    await send([heartbeat(1, 10, ago(0), { position_seconds: undefined })]);
    expect((await learning.progress()).resume).toEqual({
      lesson_id: course.lessons[0],
      position_seconds: 77,
    });
  });

  it('resumes where was watched offline, though a lesson was completed meanwhile', async () => {
    await enrolEarlier(1);
    await learning.complete(1);
    await send([heartbeat(0, 30, ago(2 * MINUTE), { position_seconds: 250 })]);
    expect((await learning.progress()).resume).toEqual({
      lesson_id: course.lessons[0],
      position_seconds: 250,
    });
  });
});

describe('what was done offline', () => {
  it('counts at its own time: days, streak and completion', async () => {
    await enrolEarlier(10);
    const times = [3 * DAY, 2 * DAY, DAY].map(ago);
    expect(
      await statuses([completion(2, times[2]), completion(0, times[0]), completion(1, times[1])]),
    ).toEqual(['applied', 'applied', 'applied']);
    expect(await learning.progress()).toMatchObject({
      status: 'completed',
      completed_at: times[2],
      last_accessed_at: times[2],
    });
    const { body } = await student.client.get<DashboardBody>('/users/me/dashboard');
    // Enrolling happened today, and was no learning.
    expect(body.streak).toEqual({ current_days: 3, longest_days: 3 });
    expect(body.last_7_days.map(({ completions }) => completions)).toEqual([0, 0, 0, 1, 1, 1, 0]);
  });

  it('leaves an event each that says exactly what it adds, in the order in which it happened', async () => {
    await enrolEarlier(10);
    const noon = new Date(Date.now() - 2 * DAY).setUTCHours(12);
    const [earlier, later] = [noon, noon + 5].map((time) => new Date(time).toISOString()) as [string, string];
    const days = [earlier, later].map((at) => at.slice(0, 10));
    await send([heartbeat(1, 400, later), completion(0, earlier)]);
    const events = (await outboxOf(app, learning)).slice(1);
    expect(
      events.map(({ type, at, progress_percent, effects }) => ({
        type,
        at: at.toISOString(),
        progress_percent,
        effects,
      })),
    ).toEqual([
      {
        type: 'lesson_completed',
        at: earlier,
        progress_percent: 33,
        effects: { date: days[0], day: { completions: 1, course_active: 1, platform_active: 1 } },
      },
      {
        type: 'lesson_watched',
        at: later,
        progress_percent: 33,
        effects: { date: days[1], day: { seconds: 300, course_active: 0, platform_active: 0 } },
      },
    ]);
  });
});

describe('a batch under fire', () => {
  it('counts once when ten identical ones arrive together', async () => {
    const other = await createOpenCourse(author, [['x']]);
    await Learning.begin(student, other);
    const items = [
      completion(0),
      completion(1),
      heartbeat(2, 60),
      completion(0, ago(0), { course_id: other.id, lesson_id: other.lessons[0] }),
    ];
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(items)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const all = answers.flatMap(({ body }) => body.results);
    const count = (wanted: BatchResult['status']) => all.filter(({ status }) => status === wanted).length;
    expect([count('applied'), count('duplicate')]).toEqual([4, 36]);
    expect(await learning.progress()).toMatchObject({ completed: 2, time_spent_seconds: 60 });
  });

  it('counts receipts once when identical ones arrive together that change nothing', async () => {
    await learning.complete(0);
    const items = [completion(0)];
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(items)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it.each([
    ['the learner’s days', () => app.app.get(LearnerActivity, { strict: false }), 'recordAll'],
    ['the outbox', () => app.app.get(OutboxService, { strict: false }), 'appendAll'],
  ] as const)(
    'leaves nothing where it dies at %s, and everything when it is sent again',
    async (_, find, method) => {
      const target = find() as unknown as Record<string, unknown>;
      const items = [completion(0), heartbeat(1, 60)];
      target[method] = () => Promise.reject(new Error('killed'));
      try {
        expect((await send(items)).status).toBe(500);
      } finally {
        delete target[method];
      }
      expect(await learning.progress()).toMatchObject({ completed: 0, time_spent_seconds: 0 });
      expect(await statuses(items)).toEqual(['applied', 'applied']);
    },
  );
});
