import { Schema, type Types } from 'mongoose';

/** One lesson done by one learner. `_id` is `{user}:{course}:{lesson}`. */
export interface Completion {
  _id: string;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  at: Date;
}

/** Time spent, as a client reported it. `_id` is `{user}:{event_id}`, so that one counts once. */
export interface Heartbeat {
  _id: string;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  /** At most 300 are counted. */
  seconds: number;
  position_seconds: number;
  at: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

export const CompletionSchema = new Schema<Completion>(
  { _id: String, user_id: id, course_id: id, lesson_id: id, at: { type: Date, required: true } },
  { collection: 'completions', versionKey: false },
);
CompletionSchema.index({ course_id: 1 });
CompletionSchema.index({ user_id: 1 });
CompletionSchema.index({ at: 1, _id: 1 });

export const HeartbeatSchema = new Schema<Heartbeat>(
  {
    _id: String,
    user_id: id,
    course_id: id,
    lesson_id: id,
    seconds: { type: Number, required: true },
    position_seconds: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'heartbeats', versionKey: false },
);
HeartbeatSchema.index({ course_id: 1 });
HeartbeatSchema.index({ user_id: 1, course_id: 1, at: -1 });

export const COMPLETION = 'Completion';
export const HEARTBEAT = 'Heartbeat';
