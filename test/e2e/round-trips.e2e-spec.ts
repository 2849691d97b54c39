import type { ProgressBatchBody } from '../../src/progress/dto/batch.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createInstructor, createStudent } from '../support/people.js';

/** An operation, as MongoDB's profiler writes it down. */
interface Profiled {
  readonly ns: string;
  readonly command: Readonly<Record<string, unknown>> & {
    readonly lsid: { readonly id: { toHexString(): string } };
    readonly txnNumber: unknown;
  };
}

const READING = ['find', 'aggregate', 'count', 'distinct', 'getMore'];

describe('round trips to MongoDB', () => {
  let app: TestApp;
  let course: BuiltCourse;
  let learning: Learning;

  beforeAll(async () => {
    app = await startTestApp('round_trips');
    course = await createOpenCourse(await createInstructor(app), [['One', 'Two']]);
    await app.connection.db!.command({ profile: 2 });
  });
  beforeEach(async () => {
    learning = await Learning.begin(await createStudent(app), course);
  });
  afterAll(() => app?.stop());

  const profile = () => app.connection.db!.collection<Profiled>('system.profile');

  /** What the last transaction that told the outbox of something read, as `aggregate users`. */
  async function readsOfLastWrite(): Promise<string[]> {
    const [write] = await profile()
      .find({ 'command.insert': 'outbox', 'command.autocommit': false })
      .sort({ $natural: -1 })
      .limit(1)
      .toArray();
    if (!write) throw new Error('nobody has told the outbox of anything');
    const { lsid, txnNumber } = write.command;
    const all = await profile()
      .find({ 'command.lsid.id': lsid.id, 'command.txnNumber': txnNumber })
      .toArray();
    return all.flatMap(({ command: { ...given } }) =>
      READING.filter((name) => name in given).map((name) => `${name} ${String(given[name])}`),
    );
  }

  it('are one to read what a heartbeat is decided on', async () => {
    expect((await learning.watch(0, 15)).status).toBe(202);
    expect(await readsOfLastWrite()).toEqual(['aggregate users']);
  });

  it('are one for a completion', async () => {
    expect((await learning.complete(0)).status).toBe(200);
    expect(await readsOfLastWrite()).toEqual(['aggregate users']);
  });

  it('are one for taking one back; one more where it was the learner’s last event', async () => {
    await learning.complete(0);
    expect((await learning.uncomplete(0)).status).toBe(200);
    expect(await readsOfLastWrite()).toEqual(['aggregate users', 'aggregate learners']);
    await learning.complete(0);
    await learning.watch(1, 15);
    expect((await learning.uncomplete(0)).status).toBe(200);
    expect(await readsOfLastWrite()).toEqual(['aggregate users']);
  });

  it('are one for an enrolment, the ones around it included', async () => {
    expect(await readsOfLastWrite()).toEqual(['aggregate users']);
  });

  it('are one for fifty courses of a batch, and what was counted before is known of all of them', async () => {
    const COURSES = 51;
    const items = Array.from({ length: COURSES }, (_, index) => ({
      type: 'heartbeat',
      seconds: 15,
      event_id: `0190a1b2-0000-7000-8000-${String(index).padStart(12, '0')}`,
      course_id: index === COURSES - 1 ? course.id : String(index).padStart(24, '0'),
      lesson_id: course.lessons[0],
      at: new Date().toISOString(),
    }));
    const send = async () => {
      const { body } = await learning.person.client.post<ProgressBatchBody>('/progress/batch', { items });
      return body.results.map(({ status }) => status);
    };
    const rejected = Array<string>(COURSES - 1).fill('rejected');
    expect(await send()).toEqual([...rejected, 'applied']);
    expect(await readsOfLastWrite()).toEqual(['aggregate users', 'aggregate users']);
    expect(await send()).toEqual([...rejected, 'duplicate']);
  });
});
