import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CacheEngine } from '../../src/cache/index.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createInstructor, createStudent } from '../support/people.js';

/** As late as the log is, in milliseconds: far less than a reader waits for it. */
const LATE_MS = 8;

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

  const stamp = () => engineOf(app).memory.get(key())?.stamp ?? 0;

  it('is its answer, and is carried over it: nothing is loaded', async () => {
    await learning.progress();
    const before = stamp();
    const loads = jest.spyOn(engineOf(app).loader, 'load');
    expect((await learning.complete(0)).body).toMatchObject({ completed: 1, total: 2 });
    expect((await learning.uncomplete(0)).body).toMatchObject({ completed: 0, total: 2 });
    await eventually('it is in memory', () => stamp() > before);
    expect((await learning.progress()).completed).toBe(0);
    expect(loads).not.toHaveBeenCalled();
    loads.mockRestore();
  });

  it('is loaded where nobody had asked for it, for somebody is about to', async () => {
    await learning.complete(0);
    await eventually('it is in memory', () => stamp() > 0);
    expect(JSON.parse(engineOf(app).memory.get(key())!.body.toString())).toMatchObject({ completed: 1 });
  });

  it.each(['with the consistency token', 'without'])(
    'is waited for by whoever asks at once, %s',
    async (how) => {
      await learning.progress();
      const { proof, loader } = engineOf(app);
      const loads = jest.spyOn(loader, 'load');
      const reached: number[] = [];
      const log = jest.spyOn(proof, 'noteReached').mockImplementation((time) => void reached.push(time));
      const { body, headers } = await learning.complete(0);
      const token = headers.get('x-consistency-token') ?? '';
      const client = learning.person.client.with(how === 'without' ? {} : { 'x-consistency-token': token });
      const reading = client.get(`/users/me/progress/${course.id}`);
      await sleep(LATE_MS);
      log.mockRestore();
      for (const time of reached) proof.noteReached(time);
      expect((await reading).body).toEqual(body);
      expect(loads).not.toHaveBeenCalled();
      loads.mockRestore();
    },
  );

  it('is loaded by whoever asks where the log does not tell of the write in time', async () => {
    await learning.progress();
    const waiting = jest.spyOn(engineOf(app).proof, 'waitFor').mockReturnValue(new Promise(() => undefined));
    const { body } = await learning.complete(0);
    waiting.mockRestore();
    expect(await learning.progress()).toEqual(body);
  });

  it('is from the cache, where the completion changed nothing', async () => {
    const { body } = await learning.complete(0);
    const again = await learning.complete(0);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(body);
  });
});
