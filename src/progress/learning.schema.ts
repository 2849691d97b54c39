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

/** What a learner did on one UTC day, from which patterns, streaks and sessions follow in any time zone. */
export interface DailyActivity {
  /** `{user}:{YYYY-MM-DD}` */
  _id: string;
  user_id: Types.ObjectId;
  /** `YYYY-MM-DD`, UTC. */
  date: string;
  seconds: number;
  events: ActivityEvent[];
}

export interface ActivityEvent {
  kind: 'enrollment' | 'completion' | 'heartbeat';
  at: Date;
  course_id: Types.ObjectId;
  lesson_id?: Types.ObjectId;
  /** Of a heartbeat: the seconds that count. */
  seconds?: number;
}

/** A learner's first and last event, over all courses. */
export interface Learner {
  _id: Types.ObjectId;
  first_event_at: Date;
  last_event_at: Date;
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
HeartbeatSchema.index({ user_id: 1 });

const activityEvent = new Schema<ActivityEvent>(
  {
    kind: { type: String, required: true },
    at: { type: Date, required: true },
    course_id: id,
    lesson_id: Schema.Types.ObjectId,
    seconds: Number,
  },
  { _id: false },
);

export const DailyActivitySchema = new Schema<DailyActivity>(
  {
    _id: String,
    user_id: id,
    date: { type: String, required: true },
    seconds: { type: Number, default: 0 },
    events: { type: [activityEvent], default: [] },
  },
  { collection: 'daily_activity', versionKey: false },
);
DailyActivitySchema.index({ user_id: 1, date: -1 });

export const LearnerSchema = new Schema<Learner>(
  {
    _id: Schema.Types.ObjectId,
    first_event_at: { type: Date, required: true },
    last_event_at: { type: Date, required: true },
  },
  { collection: 'learners', versionKey: false },
);
LearnerSchema.index({ last_event_at: -1 });

export const COMPLETION = 'Completion';
export const HEARTBEAT = 'Heartbeat';
export const DAILY_ACTIVITY = 'DailyActivity';
export const LEARNER = 'Learner';
