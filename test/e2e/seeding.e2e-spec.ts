import { jest } from '@jest/globals';
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

  const engineOf = ({ app: instance }: Pick<TestApp, 'app'>) => instance.get(CacheEngine, { strict: false });
  const key = () => CATALOGUE.progress.key({ userId: learning.person.id, courseId: course.id });

  function held(): HeldEntry {
    const entry = engineOf(app).memory.get(key());
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

  it('is loaded without waiting for the log, which cannot say more than the write itself', async () => {
    await learning.progress();
    const waiting = jest.spyOn(engineOf(app).proof, 'waitFor');
    await learning.complete(0);
    expect(waiting).not.toHaveBeenCalled();
    waiting.mockRestore();
  });

  it('is loaded once without a cache: for the answer', async () => {
    const off = await app.startInstance({ CACHE: 'off' });
    const loads = jest.spyOn(engineOf(off).loader, 'load');
    const { person } = learning;
    await new Learning({ ...person, client: off.client.as(person) }, course).complete(0);
    const kinds = loads.mock.calls.map(([{ kind }]) => kind);
    expect(kinds.filter((kind) => kind === CATALOGUE.progress.kind)).toHaveLength(1);
  });
});
