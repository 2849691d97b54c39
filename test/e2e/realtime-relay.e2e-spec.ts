import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning, outboxOf } from '../support/learning.js';
import { Listening } from '../support/listening.js';
import { commitEvents, userNumbered } from '../support/outbox-events.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import { Program } from '../support/program.js';
import { TestClient } from '../support/test-client.js';

interface Published {
  readonly channel: string;
  readonly body: { readonly event: string; readonly channel: string; readonly data: Record<string, unknown> };
}

let test: TestApp;
let other: Instance;
let admin: Person;
let instructor: Person;
let course: BuiltCourse;
let subscriber: Redis;
const published: Published[] = [];
const open: Listening[] = [];

beforeAll(async () => {
  test = await startTestApp('realtime_relay');
  other = await test.startInstance();
  admin = await createAdmin(test);
  instructor = await createInstructor(test);
  course = await createOpenCourse(instructor, [['Numbers', 'Cards', 'Wheels', 'Punches']]);
  subscriber = new Redis(test.redis.uri);
  await subscriber.psubscribe('analytics:*');
  subscriber.on('pmessage', (_pattern, channel, text) =>
    published.push({ channel, body: JSON.parse(text) as Published['body'] }),
  );
});
afterEach(() => {
  published.length = 0;
  for (const listening of open.splice(0)) listening.close();
});
afterAll(async () => {
  subscriber.disconnect();
  await test.stop();
});

const publishedUsers = (channel: string) =>
  published.filter((each) => each.channel === channel).map(({ body }) => body.data['user_id']);

async function listen(on: Pick<Instance, 'url'>): Promise<Listening> {
  const listening = await Listening.open({ url: on.url, as: admin });
  open.push(listening);
  return listening;
}

describe('other programs', () => {
  it('hear of a completion on the course’s channel and the platform’s, once, though two instances know of it', async () => {
    const learning = await Learning.begin(await createStudent(test), course);
    await learning.complete(2);
    await eventually('both channels were told', () => published.length >= 2);
    const about = { user_id: learning.person.id, lesson_id: course.lessons[2] };
    const generated_at = (await outboxOf(test, learning)).at(-1)?.at.toISOString();
    expect(published).toEqual([
      {
        channel: `analytics:${course.id}`,
        body: {
          event: 'lesson_completed',
          channel: course.id,
          data: { ...about, progress_percent: 25, generated_at },
        },
      },
      {
        channel: 'analytics:platform',
        body: {
          event: 'platform_update',
          channel: 'platform',
          data: { event: 'lesson_completed', ...about, course_id: course.id, generated_at },
        },
      },
    ]);
  });

  it('hear of many events in the order of their commits, each once', async () => {
    const here = await listen(test);
    const writers = [test, other].map(async (on, writer) => {
      for (let n = 0; n < 300; n += 2)
        await commitEvents(on, course, [writer * 1_000 + n, writer * 1_000 + n + 1]);
    });
    await Promise.all(writers);
    await eventually('all were published', () => publishedUsers('analytics:platform').length >= 600);
    await eventually('all were heard', () => here.heard.length >= 600);
    expect(publishedUsers('analytics:platform')).toEqual(here.heard.map(({ data }) => data['user_id']));
    expect(publishedUsers(`analytics:${course.id}`)).toEqual(publishedUsers('analytics:platform'));
  }, 60_000);

  it('hear later of what happened while Redis was frozen; listeners hear of it meanwhile', async () => {
    const here = await listen(other);
    test.redis.signal('SIGSTOP');
    try {
      await commitEvents(test, course, [5_001]);
      // The other instance may still be telling of what came before.
      const heard = () => here.heard.map(({ data }) => data['user_id']);
      await eventually('the listener has heard', () => heard().includes(userNumbered(5_001)));
    } finally {
      test.redis.signal('SIGCONT');
    }
    await eventually('it was published', () => publishedUsers('analytics:platform').length > 0);
    await commitEvents(test, course, [5_002]);
    await eventually('the next was too', () => publishedUsers('analytics:platform').length > 1);
    expect(publishedUsers('analytics:platform')).toEqual([5_001, 5_002].map(userNumbered));
  });
});

describe('a writer that is killed once it has committed', () => {
  it('has told everybody all the same', async () => {
    const writer = Program.run('src/main.ts', { ...test.env, LOG_LEVEL: 'info' });
    try {
      const [, url = ''] = await writer.waitFor(/listens on ([^\s"]+)/);
      const here = await listen(test);
      const student = await createStudent(test);
      await Learning.begin(student, course);
      const there = new Learning({ ...student, client: new TestClient(url).as(student) }, course);
      const answer = there.complete(0).catch(() => 'gone with the writer');
      await eventually('it is committed', async () => (await outboxOf(test, there)).length === 2);
      writer.signal('SIGKILL');
      await answer;
      await eventually('the listener has heard', () => here.heard.length > 0);
      await eventually('it was published', () => published.length > 1);
      expect(here.heard.map(({ data }) => data['user_id'])).toEqual([student.id]);
      expect(publishedUsers('analytics:platform')).toEqual([student.id]);
    } finally {
      writer.signal('SIGKILL');
      await writer.end();
    }
  }, 60_000);
});
