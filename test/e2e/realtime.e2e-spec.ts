import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { Listening, type ListeningOptions } from '../support/listening.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

let test: TestApp;
let other: Instance;
let admin: Person;
let instructor: Person;
let course: BuiltCourse;
const open: Listening[] = [];

beforeAll(async () => {
  test = await startTestApp('realtime');
  other = await test.startInstance();
  admin = await createAdmin(test);
  instructor = await createInstructor(test);
  course = await createOpenCourse(instructor, [['Numbers', 'Cards', 'Wheels', 'Punches']]);
});
afterEach(() => {
  for (const listening of open.splice(0)) listening.close();
});
afterAll(() => test.stop());

async function listen(options: ListeningOptions): Promise<Listening> {
  const listening = await Listening.open(options);
  open.push(listening);
  return listening;
}

const beginLearning = async () => Learning.begin(await createStudent(test), course);

describe('listening', () => {
  it('tells the owner on every instance of a completion on one', async () => {
    const here = await listen({ url: test.url, as: instructor, courseId: course.id });
    const there = await listen({ url: other.url, as: instructor, courseId: course.id });
    const learning = await beginLearning();
    await learning.complete(0);
    await eventually('both have heard', () => here.heard.length > 0 && there.heard.length > 0);
    expect(here.heard).toEqual([
      {
        id: expect.stringMatching(/^\d+\.1$/),
        event: 'lesson_completed',
        data: {
          user_id: learning.person.id,
          lesson_id: course.lessons[0],
          progress_percent: 25,
          generated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        },
      },
    ]);
    expect(there.heard).toEqual(here.heard);
  });

  it('tells an administrator of everything on the platform', async () => {
    const platform = await listen({ url: other.url, as: admin });
    const learning = await beginLearning();
    await learning.complete(1);
    await eventually('it has heard', () => platform.heard.length > 0);
    expect(platform.heard).toEqual([
      {
        id: expect.any(String),
        event: 'platform_update',
        data: {
          event: 'lesson_completed',
          user_id: learning.person.id,
          course_id: course.id,
          lesson_id: course.lessons[1],
          generated_at: expect.any(String),
        },
      },
    ]);
  });

  it('does not tell of other courses, nor of what is no completion', async () => {
    const elsewhere = await createOpenCourse(instructor, [['Only']]);
    const here = await listen({ url: test.url, as: instructor, courseId: elsewhere.id });
    const learning = await beginLearning();
    await learning.complete(0);
    await learning.uncomplete(0);
    await learning.watch(0, 30);
    const last = await Learning.begin(learning.person, elsewhere);
    await last.complete(0);
    await eventually('it has heard', () => here.heard.length > 0);
    expect(here.heard.map(({ data }) => data['lesson_id'])).toEqual([elsewhere.lessons[0]]);
  });

  it('answers as proxies want it', async () => {
    const left = new AbortController();
    const answer = await fetch(`${test.url}/realtime/stream?course_id=${course.id.toUpperCase()}`, {
      headers: { authorization: `Bearer ${admin.access_token}` },
      signal: left.signal,
    });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-consistency-token': expect.any(String),
      'x-request-id': expect.any(String),
    });
    const first = await answer.body?.getReader().read();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^retry: 2000\nid: \d+\.\d+\n\n$/);
    left.abort();
  });

  it('answers HEAD without opening a stream', async () => {
    const { status } = await fetch(`${test.url}/realtime/stream`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${admin.access_token}` },
    });
    expect(status).toBe(200);
    await eventually('nobody listens', async () =>
      (await test.client.get<string>('/metrics')).body.includes('realtime_listeners 0'),
    );
  });
});

describe('the right to listen', () => {
  const statusFor = async (who: Person | null, query = '', headers = {}) => {
    const client = who ? who.client : test.client;
    return (await client.get(`/realtime/stream${query}`, headers)).status;
  };

  it('is the owner’s, and for the platform an administrator’s', async () => {
    const ofCourse = `?course_id=${course.id}`;
    expect(await statusFor(null, ofCourse)).toBe(401);
    for (const stranger of [await createStudent(test), await createInstructor(test)])
      expect(await statusFor(stranger, ofCourse)).toBe(403);
    expect(await statusFor(instructor)).toBe(403);
    expect(await statusFor(admin, `?course_id=${'f'.repeat(24)}`)).toBe(404);
  });

  it.each([
    ['?course_id=nonsense', {}],
    ['?channel=platform', {}],
    ['', { 'last-event-id': 'yesterday' }],
    ['', { 'last-event-id': '1' }],
    ['', { 'last-event-id': '99999999999999999.1' }],
    ['', { 'last-event-id': '-1.1' }],
  ])('does not make up for what is not well-formed: %s %j', async (query, headers) => {
    expect(await statusFor(admin, query, headers)).toBe(400);
  });
});
