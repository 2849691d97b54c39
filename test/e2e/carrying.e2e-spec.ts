import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { CacheEngine } from '../../src/cache/index.js';
import type { HeldEntry } from '../../src/cache/tiers/entry.js';
import { openEntry } from '../../src/cache/tiers/envelope.js';
import { CATALOGUE } from '../../src/catalogue/index.js';
import type { DashboardBody, ProgressBody } from '../../src/progress/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { logIsRead } from '../support/cache-probe.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createInstructor, createStudent, type Person } from '../support/people.js';
import { Random } from '../support/random.js';

/** Far longer than the log takes. */
const A_WHILE_MS = 300;
/** More than a dashboard shows; and of them, those that are enrolled in at first. */
const COURSES = 10;
const TAKEN = 6;
const EVENTS = 120;
const SEED = 20_261_127;

const engineOf = ({ app }: Pick<Instance, 'app'>) => app.get(CacheEngine, { strict: false });

describe('what a learner sees, over what they do', () => {
  let app: TestApp;
  let other: Instance;
  let off: Instance;
  let courses: readonly BuiltCourse[];
  let author: Person;
  let student: Person;

  beforeAll(async () => {
    app = await startTestApp('carrying');
    other = await app.startInstance();
    off = await app.startInstance({ CACHE: 'off' });
    author = await createInstructor(app);
    courses = await Promise.all(
      Array.from({ length: COURSES }, (_, index) =>
        createOpenCourse(author, [['One', 'Two'], [{ title: 'Three', required: false }]], {
          title: `C${index}`,
        }),
      ),
    );
  });
  beforeEach(async () => {
    student = await createStudent(app);
  });
  afterAll(() => app?.stop());

  const dashboardKey = () => CATALOGUE.dashboard.key({ userId: student.id });
  const progressKey = ({ course }: Learning) =>
    CATALOGUE.progress.key({ userId: student.id, courseId: course.id });
  const held = (key: string): HeldEntry | undefined => engineOf(app).memory.get(key);
  async function stampInRedis(): Promise<number | undefined> {
    const { remote, epoch } = engineOf(app);
    const reply = await remote.look(dashboardKey());
    if (reply.kind !== 'value') return undefined;
    return openEntry(dashboardKey(), CATALOGUE.dashboard.kind, epoch, reply.value)?.stamp;
  }
  const carries = () => engineOf(app).stats.counts.carries;
  const at = (instance: Instance) => instance.client.as(student);
  const askDashboard = (instance: Instance = app) => at(instance).get<DashboardBody>('/users/me/dashboard');
  const askProgress = ({ course }: Learning, instance: Instance = app) =>
    at(instance).get<ProgressBody>(`/users/me/progress/${course.id}`);

  async function begin(course = courses[0]!): Promise<Learning> {
    const learning = await Learning.begin(student, course);
    await logIsRead(app);
    await Promise.all([askDashboard(), askProgress(learning)]);
    return learning;
  }

  it('is carried over a heartbeat: nothing is loaded, and it shows it', async () => {
    const learning = await begin();
    const [before, until] = [carries(), held(dashboardKey())!.remoteExpiresAt];
    const loads = jest.spyOn(engineOf(app).loader, 'load');
    await learning.watch(0, 90, 'event', 33);
    await eventually('both were carried', () => carries() === before + 2);
    const [dashboard, progress] = await Promise.all([askDashboard(), askProgress(learning)]);
    expect(dashboard.headers.get('cache-status')).toContain('hit; detail=l1');
    expect(progress.headers.get('cache-status')).toContain('hit; detail=l1');
    expect(loads).not.toHaveBeenCalled();
    loads.mockRestore();
    expect(dashboard.body).toMatchObject({
      totals: { time_spent_seconds: 90 },
      streak: { current_days: 1, longest_days: 1 },
      continue_learning: [{ resume: { lesson_id: learning.course.lessons[0], position_seconds: 33 } }],
    });
    expect(progress.body).toMatchObject({ time_spent_seconds: 90, resume: { position_seconds: 33 } });
    // No longer than what it came in place of: recommendations are no older than an entry may be.
    expect(held(dashboardKey())!.remoteExpiresAt).toBeLessThanOrEqual(until);
  });

  it('is in Redis too, for every instance', async () => {
    const learning = await begin();
    // A busy machine may keep a fill from Redis in time: then it comes to nothing, and the next one will do.
    await eventually('what was carried is in Redis', async () => {
      await askDashboard();
      const before = carries();
      await learning.watch(0, 15);
      await logIsRead(app);
      return carries() > before && (await stampInRedis()) === held(dashboardKey())?.stamp;
    });
    const [here, there] = [await askDashboard(), await askDashboard(other)];
    expect(there.headers.get('cache-status')).toContain('hit; detail=l2');
    expect(there.body).toEqual(here.body);
  });

  it('is not carried where nobody had asked for it, so that who only watches costs no more', async () => {
    const learning = await Learning.begin(student, courses[0]!);
    const before = carries();
    await learning.watch(0, 15);
    await sleep(A_WHILE_MS);
    expect(carries()).toBe(before);
    expect(held(progressKey(learning))).toBeUndefined();
  });

  it('is not carried where something else was written meanwhile: it is loaded', async () => {
    const learning = await begin();
    const key = progressKey(learning);
    const { stamp } = held(key)!;
    // The same learner elsewhere, past this instance: it knows by the log alone.
    await new Learning({ ...student, client: at(other) }, learning.course).watch(0, 20);
    await learning.watch(1, 30);
    await logIsRead(app);
    expect(held(key)!.stamp).toBe(stamp);
    expect((await askProgress(learning)).body.time_spent_seconds).toBe(50);
  });

  it('is carried over an enrolment, and follows an edit of the new course from then on', async () => {
    await begin();
    const { recommendations } = (await askDashboard()).body;
    const wanted = courses.find(
      ({ id }) => !recommendations.some((each) => each.id === id) && id !== courses[0]!.id,
    )!;
    const before = carries();
    await Learning.begin(student, wanted);
    await eventually('it was carried', () => carries() === before + 1);
    const shown = await askDashboard();
    expect(shown.headers.get('cache-status')).toContain('hit; detail=l1');
    expect(shown.body).toMatchObject({ totals: { enrolled: 2 }, recommendations });
    expect(shown.body.continue_learning[0]!.course.id).toBe(wanted.id);
    // Elsewhere: here it is known by the log, under the name that the entry was given.
    const edit = { title: 'Another title' };
    expect((await other.client.as(author).patch(`/courses/${wanted.id}`, edit)).status).toBe(200);
    await logIsRead(app);
    expect((await askDashboard()).body.continue_learning[0]!.course.title).toBe(edit.title);
  });

  it('is loaded anew once something is taken that was recommended', async () => {
    await begin();
    const [wanted] = (await askDashboard()).body.recommendations;
    await Learning.begin(
      student,
      courses.find(({ id }) => id === wanted!.id)!,
    );
    await logIsRead(app);
    const { body } = await askDashboard();
    expect(body.totals.enrolled).toBe(2);
    expect(body.recommendations.map(({ id }) => id)).not.toContain(wanted!.id);
  });

  it('is what a load would show, whatever the learner does', async () => {
    const random = new Random(SEED);
    const learnings: Learning[] = [];
    for (const course of courses.slice(0, TAKEN)) learnings.push(await Learning.begin(student, course));
    await logIsRead(app);
    let [carried, loaded] = [0, 0];
    for (let event = 0; event < EVENTS; event += 1) {
      const learning = random.pick(learnings);
      await Promise.all([askDashboard(), askProgress(learning)]);
      const { stamp } = held(dashboardKey())!;
      await doSomething(learning, learnings, random);
      await logIsRead(app);
      if (held(dashboardKey())!.stamp > stamp) carried += 1;
      const [shown, made] = await Promise.all([askDashboard(), askDashboard(off)]);
      if (!shown.headers.get('cache-status')?.includes('hit')) loaded += 1;
      expect(mustAgree(shown.body)).toEqual(mustAgree(made.body));
      const [progress, read] = await Promise.all([askProgress(learning), askProgress(learning, off)]);
      expect(progress.text).toBe(read.text);
    }
    process.stdout.write(
      `carrying: of ${EVENTS} deeds, over ${carried} the dashboard was carried, after ${loaded} loaded, seed ${SEED}\n`,
    );
    expect(carried).toBeGreaterThan(2 * loaded);
  });

  async function doSomething(learning: Learning, learnings: Learning[], random: Random): Promise<void> {
    const lesson = random.below(3);
    const chance = random.below(12);
    // What counts for a dropped course is that it is taken up again.
    if (chance < 2) await Learning.begin(student, learning.course);
    else if (chance === 2 && learnings.length < COURSES)
      learnings.push(await Learning.begin(student, courses[learnings.length]!));
    else if (chance === 3) await learning.drop();
    else if (chance < 6) await learning.complete(lesson);
    else if (chance < 8) await learning.uncomplete(lesson);
    else await learning.watch(lesson, random.pick([5, 40, 400]), undefined, random.below(600));
  }
});

/** All of a dashboard but the time at which it was made and, these are excepted from the promise, recommendations. */
function mustAgree({ computed_at: _, recommendations: __, ...body }: DashboardBody) {
  return body;
}
