import { Types } from 'mongoose';
import type { DailyActivity, Learner } from '../../src/activity/index.js';
import type { Page } from '../../src/common/index.js';
import type { EnrollmentBody } from '../../src/enrollments/dto/enrollment.dto.js';
import type { OutboxEvent } from '../../src/outbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createDraft, createOpenCourse, createOutlined, type BuiltCourse } from '../support/courses.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

describe('enrolments', () => {
  let app: TestApp;
  let author: Person;
  let admin: Person;
  let course: BuiltCourse;

  beforeAll(async () => {
    app = await startTestApp('enrollments');
    author = await createInstructor(app);
    admin = await createAdmin(app);
    course = await createOpenCourse(author, [[{ title: 'Lesson', content: 'the content' }, 'Another']]);
  });
  afterAll(() => app?.stop());

  const path = (courseId = course.id) => `/courses/${courseId}/enrollment`;
  const enrol = (who: Person, courseId = course.id) => who.client.put<EnrollmentBody>(path(courseId));
  const drop = (who: Person, courseId = course.id) => who.client.delete(path(courseId));
  const daysOf = (who: Person) =>
    app.connection
      .collection<DailyActivity>('daily_activity')
      .find({ user_id: new Types.ObjectId(who.id) })
      .toArray();
  const learner = (who: Person) =>
    app.connection.collection<Learner>('learners').findOne({ _id: new Types.ObjectId(who.id) });
  const eventsOf = (who: Person) =>
    app.connection
      .collection<OutboxEvent>('outbox')
      .find({ user_id: new Types.ObjectId(who.id) })
      .sort({ _id: 1 })
      .toArray();

  describe('enrolling', () => {
    it('is new the first time and there the second time', async () => {
      const student = await createStudent(app);
      const first = await enrol(student);
      expect(first.status).toBe(201);
      expect(first.body).toEqual({
        user_id: student.id,
        course: { id: course.id, title: 'Analytical engines' },
        status: 'active',
        progress_percent: 0,
        enrolled_at: expect.any(String),
        last_accessed_at: first.body.enrolled_at,
        completed_at: null,
      });
      const second = await enrol(student);
      expect(second.status).toBe(200);
      expect(second.body).toEqual(first.body);
    });

    it('writes the learner’s day and one event with exact effects', async () => {
      const student = await createStudent(app);
      const { enrolled_at } = (await enrol(student)).body;
      const date = enrolled_at.slice(0, 10);
      expect(await daysOf(student)).toMatchObject([
        { _id: `${student.id}:${date}`, date, seconds: 0, events: [{ kind: 'enrollment' }] },
      ]);
      expect(await learner(student)).toMatchObject({
        first_event_at: new Date(enrolled_at),
        last_event_at: new Date(enrolled_at),
      });
      const day = { enrollments: 1, course_active: 1, platform_active: 1 };
      expect(await eventsOf(student)).toMatchObject([
        {
          type: 'enrolled',
          progress_percent: 0,
          effects: { date, day, enrollments: { total: 1, active: 1 } },
        },
      ]);
    });

    it('counts the learner as active on the platform once a day, in each course once', async () => {
      const student = await createStudent(app);
      const second = await createOpenCourse(author, []);
      await enrol(student);
      await enrol(student, second.id);
      const flags = (await eventsOf(student)).map(({ effects }) => [
        effects.day?.course_active,
        effects.day?.platform_active,
      ]);
      expect(flags).toEqual([
        [1, 1],
        [1, 0],
      ]);
    });

    it('makes one enrolment and one event of 50 concurrent calls', async () => {
      const student = await createStudent(app);
      const answers = await Promise.all(Array.from({ length: 50 }, () => enrol(student)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(49).fill(200), 201]);
      const user_id = new Types.ObjectId(student.id);
      expect(await app.connection.collection('enrollments').countDocuments({ user_id })).toBe(1);
      expect(await eventsOf(student)).toHaveLength(1);
      expect((await daysOf(student))[0]?.events).toHaveLength(1);
    });

    it('lets a learner enrol in many courses at once', async () => {
      const student = await createStudent(app);
      const many = [];
      for (let index = 0; index < 8; index += 1) many.push(await createOpenCourse(author, []));
      const answers = await Promise.all(many.map(({ id }) => enrol(student, id)));
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(201));
      const flags = (await eventsOf(student)).map(({ effects }) => effects.day?.platform_active);
      expect(flags.sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    });

    it('takes published courses only', async () => {
      const student = await createStudent(app);
      const { id } = await createDraft(author);
      expect((await enrol(student, id)).status).toBe(404);
      expect((await enrol(author, id)).status).toBe(409);
      await author.client.post(`/courses/${id}/publish`);
      await author.client.post(`/courses/${id}/archive`);
      expect((await enrol(student, id)).status).toBe(409);
      expect(await eventsOf(student)).toEqual([]);
    });

    it('needs sign-in, an id, and a course', async () => {
      const student = await createStudent(app);
      expect((await app.client.put(path())).status).toBe(401);
      expect((await enrol(student, 'nonsense')).status).toBe(400);
      expect((await enrol(student, new Types.ObjectId().toHexString())).status).toBe(404);
    });
  });

  describe('dropping', () => {
    it('is done once, and enrolling again takes it up where it was', async () => {
      const student = await createStudent(app);
      const { enrolled_at } = (await enrol(student)).body;
      expect((await drop(student)).status).toBe(204);
      expect((await drop(student)).status).toBe(204);
      const again = await enrol(student);
      expect(again.status).toBe(200);
      expect(again.body).toMatchObject({ status: 'active', enrolled_at });
      expect((await eventsOf(student)).map(({ type, effects }) => [type, effects.enrollments])).toEqual([
        ['enrolled', { total: 1, active: 1 }],
        ['dropped', { active: -1, dropped: 1 }],
        ['reenrolled', { dropped: -1, active: 1 }],
      ]);
      expect((await daysOf(student))[0]?.events).toHaveLength(1);
    });

    it('is counted once of 20 concurrent calls', async () => {
      const student = await createStudent(app);
      await enrol(student);
      const answers = await Promise.all(Array.from({ length: 20 }, () => drop(student)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
      expect((await eventsOf(student)).map(({ type }) => type)).toEqual(['enrolled', 'dropped']);
    });

    it('needs an enrolment', async () => {
      const student = await createStudent(app);
      expect((await drop(student)).status).toBe(404);
      expect((await app.client.delete(path())).status).toBe(401);
      expect((await drop(student, 'nonsense')).status).toBe(400);
    });
  });

  describe('one’s own list', () => {
    it('is paged, the last visited first', async () => {
      const student = await createStudent(app);
      const second = await createOpenCourse(author, [], { title: 'Second' });
      await enrol(student);
      await enrol(student, second.id);
      const page = await student.client.get<Page<EnrollmentBody>>('/me/enrollments?page_size=1');
      expect(page.body).toMatchObject({ page: 1, page_size: 1, total: 2, total_pages: 2 });
      expect(page.body.items).toMatchObject([
        { course: { id: second.id, title: 'Second' }, progress_percent: null },
      ]);
      const rest = await student.client.get<Page<EnrollmentBody>>('/me/enrollments?page_size=1&page=2');
      expect(rest.body.items).toMatchObject([{ course: { id: course.id }, progress_percent: 0 }]);
    });

    it('is empty for a newcomer, refuses what it does not know, and needs sign-in', async () => {
      const student = await createStudent(app);
      const page = await student.client.get<Page<EnrollmentBody>>('/me/enrollments');
      expect(page.body).toMatchObject({ items: [], total: 0 });
      expect((await student.client.get('/me/enrollments?status=active')).status).toBe(400);
      expect((await app.client.get('/me/enrollments')).status).toBe(401);
    });
  });

  describe('a lesson', () => {
    const lesson = (who: Person, of = course) => who.client.get(`/courses/${of.id}/lessons/${of.lessons[0]}`);

    it('is read by learners, the owner and admins', async () => {
      const student = await createStudent(app);
      expect((await lesson(student)).status).toBe(403);
      await enrol(student);
      const answer = await lesson(student);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        id: course.lessons[0],
        course_id: course.id,
        section_id: course.sections[0],
        title: 'Lesson',
        type: 'article',
        duration_seconds: 0,
        required: true,
        content: 'the content',
      });
      expect((await lesson(author)).status).toBe(200);
      expect((await lesson(admin)).status).toBe(200);
      await drop(student);
      expect((await lesson(student)).status).toBe(403);
    });

    it('of a draft is the owner’s alone', async () => {
      const hidden = await createOutlined(author, [['Secret']]);
      const student = await createStudent(app);
      expect((await lesson(student, hidden)).status).toBe(404);
      expect((await lesson(author, hidden)).status).toBe(200);
    });

    it('is looked for by checked ids', async () => {
      const unknown = new Types.ObjectId().toHexString();
      expect((await app.client.get(`/courses/${course.id}/lessons/${unknown}`)).status).toBe(401);
      expect((await author.client.get(`/courses/${course.id}/lessons/${unknown}`)).status).toBe(404);
      expect((await author.client.get(`/courses/${course.id}/lessons/x`)).status).toBe(400);
      expect((await author.client.get(`/courses/${unknown}/lessons/${unknown}`)).status).toBe(404);
    });
  });
});
