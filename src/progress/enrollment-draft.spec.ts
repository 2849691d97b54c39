import { Types } from 'mongoose';
import type { CourseOutline } from '../courses/index.js';
import type { Enrollment } from '../enrollments/index.js';
import { EnrollmentDraft } from './enrollment-draft.js';

const id = () => new Types.ObjectId();
const [A, B, EXTRA] = [id(), id(), id()];
const lesson = (lessonId: Types.ObjectId, required = true) => ({
  id: lessonId.toHexString(),
  title: 'x',
  required,
  addedAt: null,
});
const outline = {
  sections: [{ id: 's', lessons: [lesson(A), lesson(B), lesson(EXTRA, false)] }],
} as unknown as CourseOutline;
const at = (minute: number) => new Date(Date.UTC(2024, 4, 1, 12, minute));

const draftOf = (traits: Partial<Enrollment> = {}) => {
  const enrollment: Enrollment = {
    _id: 'user:course',
    user_id: id(),
    course_id: id(),
    status: 'active',
    enrolled_at: at(0),
    dropped_at: null,
    completed_at: null,
    last_accessed_at: at(10),
    time_spent_seconds: 0,
    completed: [],
    resume: null,
    ...traits,
  };
  return new EnrollmentDraft(enrollment, outline);
};
const completion = (lessonId: Types.ObjectId, minute: number) =>
  ({ kind: 'completion', courseId: '', lessonId: lessonId.toHexString(), at: at(minute) }) as const;
const heartbeat = (minute: number, seconds: number, positionSeconds?: number) =>
  ({
    ...completion(A, minute),
    kind: 'heartbeat',
    eventId: `e${minute}`,
    seconds,
    ...(positionSeconds !== undefined && { positionSeconds }),
  }) as const;

describe('an enrolment’s draft', () => {
  it('of nothing is no update', () => {
    expect(draftOf().toUpdate()).toBeNull();
    const done = draftOf({ completed: [{ lesson_id: A, at: at(1) }] });
    expect(done.complete(completion(A, 12))).toBeNull();
    expect(done.toUpdate()).toBeNull();
  });

  it('says after each event how far the learner had come, and moves the status once', () => {
    const draft = draftOf();
    expect(draft.complete(completion(A, 11))).toEqual({ progressPercent: 50 });
    expect(draft.complete(completion(EXTRA, 12))).toEqual({ progressPercent: 50 });
    expect(draft.complete(completion(A, 13))).toBeNull();
    expect(draft.complete(completion(B, 14))).toEqual({
      progressPercent: 100,
      enrollments: { active: -1, completed: 1 },
    });
    expect(draft.watch(heartbeat(15, 60))).toEqual({ progressPercent: 100, seconds: 60 });
    expect(draft.toUpdate()?.update).toEqual({
      $max: { last_accessed_at: at(15) },
      $inc: { time_spent_seconds: 60 },
      $push: {
        completed: {
          $each: [
            { lesson_id: A, at: at(11) },
            { lesson_id: EXTRA, at: at(12) },
            { lesson_id: B, at: at(14) },
          ],
        },
      },
      $set: { status: 'completed', completed_at: at(14) },
    });
  });

  it('completes at the last required completion, not at the last one to come in', () => {
    const draft = draftOf({ completed: [{ lesson_id: B, at: at(9) }] });
    draft.complete(completion(A, 5));
    expect(draft.toUpdate()?.update.$set).toEqual({ status: 'completed', completed_at: at(9) });
  });

  it('keeps the time at which the course was first completed', () => {
    const draft = draftOf({ completed_at: at(3), completed: [{ lesson_id: B, at: at(2) }] });
    draft.complete(completion(A, 20));
    expect(draft.toUpdate()?.update.$set).toEqual({ status: 'completed', completed_at: at(3) });
  });

  it('counts 300 seconds of a heartbeat at most, and resumes at the latest that says where', () => {
    const draft = draftOf();
    expect(draft.watch(heartbeat(12, 900, 120)).seconds).toBe(300);
    draft.watch(heartbeat(13, 30));
    draft.watch(heartbeat(11, 30, 80));
    expect(draft.toUpdate()?.update).toEqual({
      $max: { last_accessed_at: at(13) },
      $inc: { time_spent_seconds: 360 },
      $set: { resume: { lesson_id: A, position_seconds: 120, at: at(12) } },
    });
  });

  it('resumes where was watched last, whatever was done in the course since', () => {
    const draft = draftOf({ resume: { lesson_id: B, position_seconds: 5, at: at(4) } });
    draft.complete(completion(B, 20));
    draft.watch(heartbeat(8, 30, 80));
    draft.watch(heartbeat(3, 30, 40));
    expect(draft.after.resume).toEqual({ lesson_id: A, position_seconds: 80, at: at(8) });
  });

  it('takes a place of unknown time to be of the last event', () => {
    const draft = draftOf({ resume: { lesson_id: B, position_seconds: 5 } });
    draft.watch(heartbeat(9, 30, 80));
    expect(draft.after.resume).toEqual({ lesson_id: B, position_seconds: 5 });
    draft.watch(heartbeat(10, 30, 90));
    expect(draft.after.resume).toEqual({ lesson_id: A, position_seconds: 90, at: at(10) });
  });
});
