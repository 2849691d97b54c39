import { Types } from 'mongoose';
import type { CourseOutline } from '../courses/index.js';
import type { Enrollment } from '../enrollments/index.js';
import { presentProgress } from './progress.presenter.js';

const LESSONS = {
  a: '64f0c0ffee64f0c0ffee6401',
  b: '64f0c0ffee64f0c0ffee6402',
  extra: '64f0c0ffee64f0c0ffee6403',
  gone: '64f0c0ffee64f0c0ffee6404',
};
const COURSE = '64f0c0ffee64f0c0ffee64f0';
const DONE_AT = new Date('2024-05-10T12:00:00Z');
const id = (text: string) => Types.ObjectId.createFromHexString(text);
const lesson = (name: keyof typeof LESSONS, required = true, addedAt: Date | null = null) => ({
  id: LESSONS[name],
  title: name,
  required,
  addedAt,
});
const outlineOf = (...lessons: ReturnType<typeof lesson>[]): CourseOutline => ({
  id: COURSE,
  title: 'course',
  category: 'math',
  language: 'en',
  status: 'published',
  instructorId: COURSE,
  version: 1,
  sections: [{ id: '64f0c0ffee64f0c0ffee64aa', title: 'section', lessons }],
});
const enrollmentWith = (...done: (keyof typeof LESSONS)[]): Enrollment => ({
  _id: `${COURSE}:${COURSE}`,
  user_id: id(COURSE),
  course_id: id(COURSE),
  status: 'completed',
  enrolled_at: DONE_AT,
  dropped_at: null,
  completed_at: DONE_AT,
  last_accessed_at: DONE_AT,
  time_spent_seconds: 0,
  completed: done.map((name) => ({ lesson_id: id(LESSONS[name]), at: DONE_AT })),
  resume: null,
});

describe('progress as it is answered', () => {
  it('counts required lessons that exist, and lists every lesson done that exists, in outline order', () => {
    const outline = outlineOf(lesson('b'), lesson('extra', false), lesson('a'));
    const body = presentProgress(enrollmentWith('gone', 'a', 'extra'), outline);
    expect(body).toMatchObject({
      progress_percent: 50,
      completed: 1,
      total: 2,
      sections: [{ completed: 1, total: 2 }],
      completed_lesson_ids: [LESSONS.extra, LESSONS.a],
    });
  });

  it('calls lessons new that were added after the completion and are not done', () => {
    const later = new Date(DONE_AT.getTime() + 1);
    const isNew = (enrollment: Enrollment, addedAt: Date | null) =>
      presentProgress(enrollment, outlineOf(lesson('a'), lesson('b', false, addedAt))).has_new_content;
    expect(isNew(enrollmentWith('a'), later)).toBe(true);
    expect(isNew(enrollmentWith('a', 'b'), later)).toBe(false);
    expect(isNew(enrollmentWith('a'), DONE_AT)).toBe(false);
    expect(isNew(enrollmentWith('a'), null)).toBe(false);
    expect(isNew({ ...enrollmentWith('a'), completed_at: null }, later)).toBe(false);
  });

  it('knows the place in a lesson for as long as the lesson exists', () => {
    const enrollment = {
      ...enrollmentWith(),
      resume: { lesson_id: id(LESSONS.b), position_seconds: 12 },
    };
    const resumed = { lesson_id: LESSONS.b, position_seconds: 12 };
    expect(presentProgress(enrollment, outlineOf(lesson('b'))).resume).toEqual(resumed);
    expect(presentProgress(enrollment, outlineOf(lesson('a'))).resume).toBeNull();
  });

  it('says exactly what it promises, whatever else an enrolment may hold', () => {
    const enrollment = { ...enrollmentWith('a'), note: 'not to be shown' };
    expect(Object.keys(presentProgress(enrollment, outlineOf(lesson('a')))).sort()).toEqual([
      'completed',
      'completed_at',
      'completed_lesson_ids',
      'course_id',
      'enrolled_at',
      'has_new_content',
      'last_accessed_at',
      'progress_percent',
      'resume',
      'sections',
      'status',
      'time_spent_seconds',
      'total',
      'user_id',
    ]);
  });
});
