import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Problem } from '../../src/common/http/problem.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Listening } from '../support/listening.js';
import { commitEvents, insertEvents } from '../support/outbox-events.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';

/** Rights are looked at every two seconds, and the promise is ten. */
const WITHIN_MS = 10_000;
/** Less than the 15 s after which an instance leaves whatever is still open: streams must not need that. */
const LEAVES_WITHIN_MS = 12_000;

let test: TestApp;
let admin: Person;
const open: Listening[] = [];

beforeAll(async () => {
  test = await startTestApp('realtime_end', { REALTIME_MAX_LISTENERS: '2' });
  admin = await createAdmin(test);
});
afterEach(async () => {
  for (const listening of open.splice(0)) listening.close();
  await eventually('nobody listens', async () => (await figure('realtime_listeners')) === 0);
});
afterAll(() => test.stop());

async function listen(as: Person, courseId?: string, on: Pick<Instance, 'url'> = test): Promise<Listening> {
  const listening = await Listening.open({ url: on.url, as, ...(courseId !== undefined && { courseId }) });
  open.push(listening);
  return listening;
}

async function figure(name: string): Promise<number> {
  const { body } = await test.client.get<string>('/metrics');
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(body)?.[1] ?? Number.NaN);
}

const openCourse = async (author: Person): Promise<BuiltCourse> => createOpenCourse(author, [['Only']]);

describe('a stream ends', () => {
  it.each([
    ['the course is given to somebody else', 403],
    ['the role is lowered', 403],
    ['the account is disabled', 401],
    ['the course is deleted', 404],
  ])(
    'when %s, and is refused with %i from then on',
    async (what, status) => {
      const instructor = await createInstructor(test);
      const course = await openCourse(instructor);
      const other = await test.startInstance();
      const here = await listen(instructor, course.id);
      const changes: Record<string, () => Promise<{ status: number }>> = {
        'the course is given to somebody else': async () =>
          admin.client.patch(`/courses/${course.id}`, { instructor_id: admin.id }),
        'the role is lowered': async () => admin.client.patch(`/users/${instructor.id}`, { role: 'student' }),
        'the account is disabled': async () =>
          admin.client.patch(`/users/${instructor.id}`, { disabled: true }),
        'the course is deleted': async () => admin.client.delete(`/courses/${course.id}`),
      };
      const change = await changes[what]?.();
      expect(change?.status).toBeLessThan(300);
      await eventually('it has ended', () => !here.isOpen, WITHIN_MS);
      await eventually('it was refused', () => here.refused !== undefined);
      expect(here.refused).toBe(status);
      await other.app.close();
    },
    60_000,
  );

  it('when the access token runs out, though the session goes on', async () => {
    const access_token = test.app
      .get(JwtService, { strict: false })
      .sign({ sub: admin.id, ver: 0 }, { expiresIn: 3 });
    const here = await listen({ ...admin, access_token });
    await eventually('it has ended, and was refused', () => here.refused !== undefined, WITHIN_MS);
    expect(here.refused).toBe(401);
    expect((await admin.client.get('/auth/me')).status).toBe(200);
  }, 30_000);

  it('when the instance leaves; the listener goes on elsewhere', async () => {
    const course = await openCourse(admin);
    const leaving = await test.startInstance();
    const here = await listen(admin, course.id, leaving);
    await commitEvents(test, course, [1]);
    await eventually('it has heard', () => here.heard.length === 1);
    const began = performance.now();
    await leaving.app.close();
    expect(performance.now() - began).toBeLessThan(LEAVES_WITHIN_MS);
    await eventually('the stream has ended', () => !here.isOpen);
    here.close();
    await commitEvents(test, course, [2]);
    const there = await Listening.open({
      url: test.url,
      as: admin,
      courseId: course.id,
      lastEventId: here.lastEventId!,
    });
    open.push(there);
    await eventually('it has heard the rest', () => there.heard.length === 1);
  }, 60_000);

  it('when a client does not read, and costs no memory until then', async () => {
    const course = await openCourse(admin);
    const { hostname, port } = new URL(test.url);
    const client = connect(Number(port), hostname);
    await once(client, 'connect');
    client.write(
      `GET /realtime/stream?course_id=${course.id} HTTP/1.1\r\nhost: tiercel\r\nauthorization: Bearer ${admin.access_token}\r\n\r\n`,
    );
    await once(client, 'data');
    client.pause();
    const dropped = await figure('realtime_listeners_dropped_total');
    for (let n = 0; n < 60; n += 1) await insertEvents(test, course, n * 1_000, 1_000);
    await eventually('nobody listens', async () => (await figure('realtime_listeners')) === 0, 30_000);
    expect(await figure('realtime_listeners_dropped_total')).toBe(dropped + 1);
    client.destroy();
  }, 90_000);
});

describe('an instance with as many listeners as it may have', () => {
  it('refuses more, and says when to come back', async () => {
    await listen(admin);
    await listen(admin);
    const refused = await admin.client.get('/realtime/stream');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await figure('realtime_listeners')).toBe(2);
  });

  it('leaves room for others where one user has as many as one may have', async () => {
    const shared = await test.startInstance({
      REALTIME_MAX_LISTENERS: '4',
      REALTIME_MAX_LISTENERS_PER_USER: '2',
    });
    const greedy = await createInstructor(test);
    const course = await openCourse(greedy);
    const path = `/realtime/stream?course_id=${course.id}`;
    const held = [await listen(greedy, course.id, shared), await listen(greedy, course.id, shared)];
    const refused = await shared.client.as(greedy).get<Problem>(path);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(refused.body.detail).toBe('You have 2 event streams open here; close one to open another.');
    await listen(admin, course.id, shared);
    held[0]?.close();
    await eventually('there is room again', async () => {
      const answer = await fetch(`${shared.url}${path}`, {
        headers: { authorization: `Bearer ${greedy.access_token}` },
      });
      await answer.body?.cancel();
      return answer.status === 200;
    });
  });
});
