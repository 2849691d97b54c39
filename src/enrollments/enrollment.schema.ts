import { Schema, type Types } from 'mongoose';

export const ENROLLMENT_STATUSES = ['active', 'completed', 'dropped'] as const;
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];

/**
 * One learner in one course. Its progress percentage is never stored: it follows from `completed`
 * and the course's outline of the moment, so that it is right after a lesson is added or deleted.
 */
export interface Enrollment {
  /** `{user}:{course}`, so that a delete in MongoDB's log still names both. */
  _id: string;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  status: EnrollmentStatus;
  enrolled_at: Date;
  dropped_at: Date | null;
  /** When the last required lesson was first done; set once and stays. */
  completed_at: Date | null;
  /** The learner's last event in the course: enrolment, completion or heartbeat. */
  last_accessed_at: Date;
  time_spent_seconds: number;
  /** Lessons done, in the order of doing. */
  completed: { lesson_id: Types.ObjectId; at: Date }[];
  /** Where the learner watched last, and when: absent in rows from before it was kept. */
  resume: { lesson_id: Types.ObjectId; position_seconds: number; at?: Date } | null;
}

/** The id of an enrolment. */
export function enrollmentId(userId: string, courseId: string): string {
  return `${userId}:${courseId}`;
}

/** Whether whoever has this enrolment, or none, may learn in the course now. */
export function isLearner(
  enrollment: Pick<Enrollment, 'status'> | null | undefined,
): enrollment is Enrollment {
  return !!enrollment && enrollment.status !== 'dropped';
}

const lessonDone = new Schema(
  { lesson_id: { type: Schema.Types.ObjectId, required: true }, at: { type: Date, required: true } },
  { _id: false },
);
const resume = new Schema(
  {
    lesson_id: { type: Schema.Types.ObjectId, required: true },
    position_seconds: { type: Number, required: true },
    at: Date,
  },
  { _id: false },
);

export const EnrollmentSchema = new Schema<Enrollment>(
  {
    _id: String,
    user_id: { type: Schema.Types.ObjectId, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    status: { type: String, enum: ENROLLMENT_STATUSES, default: 'active' },
    enrolled_at: { type: Date, required: true },
    dropped_at: { type: Date, default: null },
    completed_at: { type: Date, default: null },
    last_accessed_at: { type: Date, required: true },
    time_spent_seconds: { type: Number, default: 0 },
    completed: { type: [lessonDone], default: [] },
    resume: { type: resume, default: null },
  },
  { collection: 'enrollments', versionKey: false },
);
EnrollmentSchema.index({ user_id: 1, last_accessed_at: -1, _id: -1 });
/** A learner's enrolments in their order, which pairs of courses follow from. */
EnrollmentSchema.index({ user_id: 1, enrolled_at: 1, _id: 1 });
EnrollmentSchema.index({ course_id: 1, enrolled_at: 1 });

export const ENROLLMENT = 'Enrollment';
