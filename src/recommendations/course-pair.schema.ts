import { Schema, type Types } from 'mongoose';

/** Two courses, and how many learners enrolled in both: a rollup that the fold of the outbox alone writes. */
export interface CoursePair {
  /** `{course}:{course}`, the lesser id first. */
  _id: string;
  courses: Types.ObjectId[];
  /** Learners who ever enrolled in both, one soon after the other (see `PAIRED_BEFORE`). */
  learners: number;
}

export const COURSE_PAIR_COLLECTION = 'rollup_course_pairs';

export const CoursePairSchema = new Schema<CoursePair>(
  { _id: String, courses: [Schema.Types.ObjectId], learners: { type: Number, default: 0 } },
  { collection: COURSE_PAIR_COLLECTION, versionKey: false },
);
/** A course's pairs, the most frequent first. */
CoursePairSchema.index({ courses: 1, learners: -1, _id: 1 });

export const COURSE_PAIR = 'CoursePair';
