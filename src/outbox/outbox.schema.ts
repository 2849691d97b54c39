import { Schema, type Types } from 'mongoose';

export const OUTBOX_TYPES = [
  'enrolled',
  'reenrolled',
  'dropped',
  'lesson_completed',
  'lesson_uncompleted',
  'lesson_watched',
  'review_changed',
  'outline_changed',
  'enrollments_completed',
  'course_deleted',
] as const;
export type OutboxType = (typeof OUTBOX_TYPES)[number];

/**
 * What an event adds to the rollups that learners share. Computed inside the learner's transaction,
 * where it is known exactly whether, say, this was the learner's first event of the day, so that
 * folding is plain addition. Absent means 0.
 */
export interface RollupEffects {
  /** UTC day that the day figures belong to, `YYYY-MM-DD`. */
  date?: string;
  day?: {
    enrollments?: number;
    completions?: number;
    seconds?: number;
    /** ±1 when the learner became, or ceased to be, active that day in this course. */
    course_active?: number;
    /** The same for the platform. */
    platform_active?: number;
  };
  /** Enrolments by status: deltas; a new enrolment is `{ total: 1, active: 1 }`. */
  enrollments?: { total?: number; active?: number; completed?: number; dropped?: number };
  /** Deltas; `stars` by rating, `1` … `5`. */
  rating?: { sum: number; count: number; stars?: Partial<Record<1 | 2 | 3 | 4 | 5, number>> };
  /** Learners who took both courses of a pair, `{course}:{course}`: deltas; at most 30 pairs an enrolment. */
  pairs?: Record<string, number>;
}

/** A committed fact, to be folded into the rollups that learners share. */
export interface OutboxEvent {
  _id: Types.ObjectId;
  type: OutboxType;
  course_id: Types.ObjectId;
  user_id?: Types.ObjectId;
  lesson_id?: Types.ObjectId;
  /** When it happened (a batch may bring it later). */
  at: Date;
  progress_percent?: number | null;
  /** Version of the course that the writer saw: where it has moved since, the fold looks again. */
  course_version?: number;
  effects: RollupEffects;
  /** Present until folded. */
  pending?: true;
  folded_at?: Date;
}

export const OUTBOX_COLLECTION = 'outbox';

export const OutboxSchema = new Schema<OutboxEvent>(
  {
    type: { type: String, enum: OUTBOX_TYPES, required: true },
    course_id: { type: Schema.Types.ObjectId, required: true },
    user_id: Schema.Types.ObjectId,
    lesson_id: Schema.Types.ObjectId,
    at: { type: Date, required: true },
    progress_percent: Number,
    course_version: Number,
    effects: { type: Schema.Types.Mixed, default: {} },
    pending: Boolean,
    folded_at: Date,
  },
  { collection: OUTBOX_COLLECTION, versionKey: false, minimize: false },
);
OutboxSchema.index({ _id: 1, pending: 1 }, { name: 'pending', partialFilterExpression: { pending: true } });
/** Nothing reads what is folded; it is kept for a week, for whoever has to find out what was counted. */
OutboxSchema.index({ folded_at: 1 }, { expireAfterSeconds: 7 * 24 * 3600 });

export const OUTBOX = 'OutboxEvent';
