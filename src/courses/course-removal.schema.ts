import { Schema, type Types } from 'mongoose';

/** A course that was deleted, kept until nothing of it can come back; its `_id` is the course's. */
export interface CourseRemovalRecord {
  _id: Types.ObjectId;
  deleted_at: Date;
  /** Whether the outbox has been told, after the first removal was through. */
  told: boolean;
}

export const CourseRemovalSchema = new Schema<CourseRemovalRecord>(
  {
    _id: Schema.Types.ObjectId,
    deleted_at: { type: Date, required: true },
    told: { type: Boolean, default: false },
  },
  { collection: 'course_removals', versionKey: false },
);
CourseRemovalSchema.index({ deleted_at: 1 });

export const COURSE_REMOVAL = 'CourseRemoval';
