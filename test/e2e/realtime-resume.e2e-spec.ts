import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Listening } from '../support/listening.js';
import { commitEvents, insertEvents, userNumbered } from '../support/outbox-events.js';
import { createInstructor, type Person } from '../support/people.js';
import { Random } from '../support/random.js';

let test: TestApp;
let other: Instance;
let instructor: Person;
let course: BuiltCourse;
const open: Listening[] = [];

beforeAll(async () => {
  test = await startTestApp('realtime_resume');
  other = await test.startInstance();
  instructor = await createInstructor(test);
  course = await createOpenCourse(instructor, [['Numbers', 'Cards']]);
});
afterEach(() => {
  for (const listening of open.splice(0)) listening.close();
});
afterAll(() => test.stop());

async function listen(on: Pick<Instance, 'url'>, lastEventId?: string): Promise<Listening> {
  const listening = await Listening.open({
    url: on.url,
    as: instructor,
    courseId: course.id,
    ...(lastEventId !== undefined && { lastEventId }),
  });
  open.push(listening);
  return listening;
}

const usersOf = (heard: readonly Listening[]) =>
  heard.flatMap((listening) => listening.heard.map(({ data }) => String(data['user_id'])));

describe('a listener that comes back', () => {
  it('to whichever instance, under steady writes on both, misses nothing and hears nothing twice', async () => {
    const random = new Random(20_260);
    const each = 1_500;
    let isWriting = true;
    const write = async (on: Instance, first: number): Promise<void> => {
      for (let number = first; number < first + each; number += 3)
        await commitEvents(on, course, [number, number + 1, number + 2]);
    };
    const steady = await listen(test);
    const parts = [await listen(other)];
    const written = Promise.all([write(test, 1), write(other, 10_001)]).then(() => (isWriting = false));
    const wanted = 2 * each;
    const known = () => usersOf(parts).length;
    let moves = 0;
    while (isWriting) {
      const until = known() + 1 + random.below(200);
      await eventually('some were heard', () => known() >= until || !isWriting, 30_000);
      const last = parts.at(-1)!;
      last.close();
      if (last.lastEventId === undefined) throw new Error('nothing was heard');
      parts.push(await listen(random.pick([test, other]), last.lastEventId));
      moves += 1;
    }
    await written;
    await eventually('all were heard', () => known() >= wanted && steady.heard.length >= wanted, 30_000);
    expect(moves).toBeGreaterThan(5);
    const users = usersOf(parts);
    expect(users).toHaveLength(wanted);
    expect(new Set(users).size).toBe(wanted);
    expect(users).toEqual(usersOf([steady]));
    expect(parts.flatMap(({ heard }) => heard.map(({ id }) => id))).toEqual(steady.heard.map(({ id }) => id));
  }, 120_000);

  it('to an instance that began after the events', async () => {
    const here = await listen(test);
    await commitEvents(test, course, [20_001]);
    await eventually('one was heard', () => here.heard.length === 1);
    here.close();
    await commitEvents(other, course, [20_002, 20_003]);
    const third = await test.startInstance();
    const there = await listen(third, here.lastEventId);
    const fresh = await listen(third);
    await commitEvents(third, course, [20_004]);
    // It reads two minutes of the log first, whatever others have written there.
    await eventually('all were heard', () => there.heard.length >= 3 && fresh.heard.length > 0, 30_000);
    expect(usersOf([there])).toEqual([20_002, 20_003, 20_004].map(userNumbered));
    expect(usersOf([fresh])).toEqual([userNumbered(20_004)]);
    await third.app.close();
  }, 60_000);

  it('long after, when only the database’s log knows of what it missed', async () => {
    const here = await listen(test);
    await commitEvents(test, course, [30_000]);
    await eventually('one was heard', () => here.heard.length === 1);
    here.close();
    const missed = 33_500;
    for (let n = 0; n < missed; n += 500) await insertEvents(test, course, 30_001 + n, 500);
    const there = await listen(other, here.lastEventId);
    await eventually('all were heard', () => there.heard.length >= missed, 60_000);
    expect(usersOf([there])).toEqual(Array.from({ length: missed }, (_, n) => userNumbered(30_001 + n)));
  }, 120_000);

  it.each(['1.1', '4503599627370000.1'])(
    'with an id that the log does not have, %s, is told so and hears what is new',
    async (id) => {
      const here = await listen(test, id);
      await eventually('it was told', () => here.heard.length > 0);
      await commitEvents(other, course, [90_001]);
      await eventually('it heard the news', () => here.heard.length > 1);
      expect(here.heard.map(({ event }) => event)).toEqual(['reset', 'lesson_completed']);
      expect(here.heard[0]?.data).toEqual({});
    },
  );
});
