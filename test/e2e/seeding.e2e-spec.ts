import { jest } from '@jest/globals';
import { CacheEngine } from '../../src/cache/index.js';
import type { HeldEntry } from '../../src/cache/tiers/entry.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createInstructor, createStudent } from '../support/people.js';

describe('progress after a completion', () => {
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

  it('is loaded again, and is its answer', async () => {
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
