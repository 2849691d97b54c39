import { Types } from 'mongoose';
import type { Enrollment } from '../../enrollments/enrollment.schema.js';
import { mergeEnrollment } from './merge-enrollment.js';

const [first, second, third] = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()];
const required = [first.toHexString(), second.toHexString()];
const day = (number: number): Date => new Date(Date.UTC(2014, 1, number, 12));

function enrollment(traits: Partial<Enrollment>): Enrollment {
  return {
    _id: 'user:course',
    user_id: new Types.ObjectId(),
    course_id: new Types.ObjectId(),
    status: 'active',
    enrolled_at: day(1),
    dropped_at: null,
    completed_at: null,
    last_accessed_at: day(4),
    time_spent_seconds: 0,
    completed: [{ lesson_id: second, at: day(4) }],
    resume: null,
    ...traits,
  };
}

describe('merging an enrolment that is there', () => {
  it('changes nothing when the files bring nothing new', () => {
    const more = enrollment({ completed: [...enrollment({}).completed, { lesson_id: third, at: day(5) }] });
    expect(mergeEnrollment(enrollment({}), enrollment({}), required)).toBeUndefined();
    expect(mergeEnrollment(more, enrollment({}), required)).toBeUndefined();
  });

  it('adds what is new in the order of doing, and completes the course', () => {
    const given = enrollment({ completed: [{ lesson_id: first, at: day(2) }] });
    expect(mergeEnrollment(enrollment({}), given, required)).toEqual({
      completed: [
        { lesson_id: first, at: day(2) },
        { lesson_id: second, at: day(4) },
      ],
      completed_at: day(4),
      last_accessed_at: day(4),
      status: 'completed',
    });
  });

  it('takes the last required lesson for the end, not the last lesson', () => {
    const given = enrollment({
      completed: [
        { lesson_id: first, at: day(6) },
        { lesson_id: third, at: day(9) },
      ],
    });
    expect(mergeEnrollment(enrollment({}), given, required)).toMatchObject({
      completed_at: day(6),
      last_accessed_at: day(9),
    });
  });

  it('leaves a dropped enrolment dropped', () => {
    const stored = enrollment({ status: 'dropped', dropped_at: day(5) });
    const given = enrollment({ completed: [{ lesson_id: third, at: day(3) }] });
    expect(mergeEnrollment(stored, given, required)).toMatchObject({ status: 'dropped', completed_at: null });
  });
});
