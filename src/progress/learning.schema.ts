import { Schema, type Types } from 'mongoose';
import { MAX_LATE_DAYS } from './figures/event-time.js';

/** One lesson done by one learner. `_id` is `{user}:{course}:{lesson}`. */
export interface Completion {
  _id: string;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  at: Date;
  /** When we came to know: later than `at` for what was done offline. */
  stored_at: Date;
}

/** Time spent, as a client reported it. `_id` is `{user}:{event_id}`, so that one counts once. */
export interface Heartbeat {
  _id: string;
  user_id: Types.ObjectId;
  course_id: Types.ObjectId;
  lesson_id: Types.ObjectId;
  /** At most 300 are counted. */
  seconds: number;
  /** Absent where the client did not say where it was. */
  position_seconds?: number;
  at: Date;
}

/** The event id of a completion that came in a batch. `_id` is `{user}:{event_id}`. */
export interface CompletionReceipt {
  _id: string;
  at: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };

export const CompletionSchema = new Schema<Completion>(
  {
    _id: String,
    user_id: id,
    course_id: id,
    lesson_id: id,
    at: { type: Date, required: true },
    stored_at: { type: Date, required: true },
  },
  { collection: 'completions', versionKey: false },
);
CompletionSchema.index({ course_id: 1 });
CompletionSchema.index({ user_id: 1 });
CompletionSchema.index({ stored_at: -1, _id: -1 });

export const HeartbeatSchema = new Schema<Heartbeat>(
  {
    _id: String,
    user_id: id,
    course_id: id,
    lesson_id: id,
    seconds: { type: Number, required: true },
    position_seconds: Number,
    at: { type: Date, required: true },
  },
  { collection: 'heartbeats', versionKey: false },
);
HeartbeatSchema.index({ course_id: 1 });
HeartbeatSchema.index({ user_id: 1, course_id: 1, at: -1 });

export const CompletionReceiptSchema = new Schema<CompletionReceipt>(
  { _id: String, at: { type: Date, required: true } },
  { collection: 'completion_receipts', versionKey: false },
);
/** A day longer than a batch may bring an event late: once it is gone, the event is refused for its age. */
CompletionReceiptSchema.index({ at: 1 }, { expireAfterSeconds: (MAX_LATE_DAYS + 1) * 24 * 3600 });

export const COMPLETION = 'Completion';
export const HEARTBEAT = 'Heartbeat';
export const COMPLETION_RECEIPT = 'CompletionReceipt';
