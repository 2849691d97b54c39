import { Schema, type Types } from 'mongoose';

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
  /**
   * Rises with each event that is recorded or taken back, and with each course taken out of the books. So of two
   * transactions that follow from what else the learner has (as pairs of courses do), the later one sees the earlier one.
   */
  revision?: number;
}

const id = { type: Schema.Types.ObjectId, required: true };

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
    revision: Number,
  },
  { collection: 'learners', versionKey: false },
);
LearnerSchema.index({ last_event_at: -1 });

export const DAILY_ACTIVITY = 'DailyActivity';
export const LEARNER = 'Learner';
