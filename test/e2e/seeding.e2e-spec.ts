import { setTimeout as sleep } from 'node:timers/promises';
import { CacheEngine } from '../../src/cache/index.js';
import type { HeldEntry } from '../../src/cache/tiers/entry.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createInstructor, createStudent } from '../support/people.js';

/** Far longer than a load takes. */
const A_WHILE_MS = 300;

describe('progress after a write', () => {
  let app: TestApp;
  let course: BuiltCourse;
  let learning: Learning;

  beforeAll(async () => {
    app = await startTestApp('seeding');
    course = await createOpenCourse(await createInstructor(app), [['One', 'Two']]);
  });
  beforeEach(async () => {
    learning = await Learning.begin(await createStudent(app), course);
    await logIsRead(app);
  });
  afterAll(() => app?.stop());

  const key = () => CATALOGUE.progress.key({ userId: learning.person.id, courseId: course.id });

  function held(): HeldEntry {
    const entry = app.app.get(CacheEngine, { strict: false }).memory.get(key());
    if (!entry) throw new Error(`${key()} is not in memory`);
    return entry;
  }
  const secondsHeld = () =>
    (JSON.parse(held().body.toString()) as { time_spent_seconds: number }).time_spent_seconds;

  it('is loaded again after a heartbeat where memory had given it to somebody', async () => {
    await learning.progress();
    await learning.progress();
    expect((await learning.watch(0, 15)).status).toBe(202);
    await eventually('memory has it as it is now', async () => secondsHeld() === 15);
    expect(await learning.progress()).toMatchObject({ time_spent_seconds: 15 });
  });

  it('is not where nobody had asked for it since it was loaded, so that who only watches costs no loads', async () => {
    await learning.progress();
    await learning.watch(0, 15);
    await sleep(A_WHILE_MS);
    expect(secondsHeld()).toBe(0);
    expect(await learning.progress()).toMatchObject({ time_spent_seconds: 15 });
  });

  it('is loaded again by a completion in any case, and is its answer', async () => {
    expect((await learning.complete(0)).body).toMatchObject({ completed: 1, total: 2 });
    expect(JSON.parse(held().body.toString())).toMatchObject({ completed: 1 });
  });
});
