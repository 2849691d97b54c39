import { Types } from 'mongoose';
import type { DailyActivity, Learner } from '../../src/activity/index.js';
import type { Page } from '../../src/common/index.js';
import { CourseRemoval } from '../../src/courses/index.js';
import type { EnrollmentBody } from '../../src/enrollments/dto/enrollment.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

describe('enrolments of a deleted course', () => {
  let app: TestApp;
  let author: Person;
  let admin: Person;
  let course: BuiltCourse;

  beforeAll(async () => {
    app = await startTestApp('course-deletion');
    author = await createInstructor(app);
    admin = await createAdmin(app);
    course = await createOpenCourse(author, [['Lesson']]);
  });
  afterAll(() => app?.stop());

  const enrol = (who: Person, courseId = course.id) =>
    who.client.put<EnrollmentBody>(`/courses/${courseId}/enrollment`);
  const daysOf = (who: Person) =>
    app.connection
      .collection<DailyActivity>('daily_activity')
      .find({ user_id: new Types.ObjectId(who.id) })
      .toArray();
  const learner = (who: Person) =>
    app.connection.collection<Learner>('learners').findOne({ _id: new Types.ObjectId(who.id) });
  const rowsOf = async (courseId: string) => {
    const course_id = new Types.ObjectId(courseId);
    const { connection } = app;
    return {
      enrollments: await connection.collection('enrollments').countDocuments({ course_id }),
      days: await connection.collection('daily_activity').countDocuments({ 'events.course_id': course_id }),
    };
  };

  it('are gone, and its learners’ days hold what other courses left there', async () => {
    const doomed = await createOpenCourse(author, [['Lesson']]);
    const both = await createStudent(app);
    const only = await createStudent(app);
    await enrol(only, doomed.id);
    await enrol(both, doomed.id);
    const kept = (await enrol(both)).body;
    expect((await admin.client.delete(`/courses/${doomed.id}`)).status).toBe(204);
    expect(await rowsOf(doomed.id)).toEqual({ enrollments: 0, days: 0 });
    expect(await daysOf(only)).toEqual([]);
    expect(await learner(only)).toBeNull();
    expect((await daysOf(both))[0]?.events).toMatchObject([{ course_id: new Types.ObjectId(course.id) }]);
    expect(await learner(both)).toMatchObject({ first_event_at: new Date(kept.enrolled_at) });
    const page = await both.client.get<Page<EnrollmentBody>>('/me/enrollments');
    expect(page.body).toMatchObject({ total: 1, items: [{ course: { id: course.id } }] });
  });

  it('are removed by others when whoever deletes dies half-way', async () => {
    const doomed = await createOpenCourse(author, [['Lesson']]);
    const student = await createStudent(app);
    await enrol(student, doomed.id);
    const _id = new Types.ObjectId(doomed.id);
    const deleted_at = new Date(Date.now() - 40_000);
    // What stands in the database between the deletion's transaction and the first removal.
    await app.connection.collection('courses').deleteOne({ _id });
    const records = app.connection.collection('course_removals');
    await records.insertOne({ _id, deleted_at, told: false });
    const removal = app.app.get(CourseRemoval, { strict: false });
    const events = () =>
      app.connection.collection('outbox').countDocuments({ type: 'course_deleted', course_id: _id });

    await removal.sweep(new Date());
    expect(await rowsOf(doomed.id)).toEqual({ enrollments: 0, days: 0 });
    expect(await events()).toBe(1);
    await removal.sweep(new Date());
    expect(await events()).toBe(1);
    expect(await records.countDocuments({ _id })).toBe(1);
    await removal.sweep(new Date(deleted_at.getTime() + 120_000));
    expect(await records.countDocuments({ _id })).toBe(0);
  });

  it('are removed while its learners go on learning', async () => {
    const doomed = await createOpenCourse(author, [['a', 'b']]);
    const student = await createStudent(app);
    await enrol(student, doomed.id);
    const learn = async () => {
      for (let round = 0; ; round += 1) {
        const lesson = `/courses/${doomed.id}/lessons/${doomed.lessons[round % 2]}/completion`;
        const { status } = await student.client.put(lesson);
        if (status !== 200) return status;
        await student.client.delete(lesson);
      }
    };
    const learning = Promise.all([learn(), learn()]);
    expect((await admin.client.delete(`/courses/${doomed.id}`)).status).toBe(204);
    expect(await learning).toEqual([404, 404]);
    expect(await rowsOf(doomed.id)).toEqual({ enrollments: 0, days: 0 });
    const course_id = new Types.ObjectId(doomed.id);
    expect(await app.connection.collection('completions').countDocuments({ course_id })).toBe(0);
  });

  it('are gone when people enrol while it is being deleted', async () => {
    const doomed = await createOpenCourse(author, [['Lesson']]);
    const students = [];
    for (let index = 0; index < 12; index += 1) students.push(await createStudent(app));
    const [deleted, ...answers] = await Promise.all([
      admin.client.delete(`/courses/${doomed.id}`),
      ...students.map((student) => enrol(student, doomed.id)),
    ]);
    expect(deleted.status).toBe(204);
    for (const { status } of answers) expect([201, 404]).toContain(status);
    expect(await rowsOf(doomed.id)).toEqual({ enrollments: 0, days: 0 });
  });
});
