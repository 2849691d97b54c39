import { Schema } from 'mongoose';
import type { LogTime } from '../../database/index.js';

/** Running totals of the platform; one document, `_id: 'platform'`. */
export interface PlatformRollup {
  _id: string;
  enrollments: { total: number; active: number; completed: number; dropped: number };
  lessons_completed: number;
  seconds: number;
  rating: { sum: number; count: number };
}

/** One UTC day of the platform (`platform:{date}`) or of a course (`{course}:{date}`). */
export interface DayRollup {
  _id: string;
  /** `platform` or a course's id. */
  scope: string;
  date: string;
  enrollments: number;
  completions: number;
  seconds: number;
  /** Learners with at least one event that day. */
  active: number;
}

/** How far the fold has come; one document, `_id: 'fold'`. */
export interface FoldState {
  _id: string;
  /** Every event committed up to this log time is in the rollups. */
  position: LogTime;
  /** Rises with every fold: two leaders cannot both apply a batch. */
  revision: number;
  leader: string | null;
  lease_expires_at: Date;
}

const zero = { type: Number, default: 0 };

export const PlatformRollupSchema = new Schema<PlatformRollup>(
  {
    _id: String,
    enrollments: { total: zero, active: zero, completed: zero, dropped: zero },
    lessons_completed: zero,
    seconds: zero,
    rating: { sum: zero, count: zero },
  },
  { collection: 'rollup_platform', versionKey: false },
);

export const DayRollupSchema = new Schema<DayRollup>(
  {
    _id: String,
    scope: String,
    date: String,
    enrollments: zero,
    completions: zero,
    seconds: zero,
    active: zero,
  },
  { collection: 'rollup_days', versionKey: false },
);
DayRollupSchema.index({ scope: 1, date: -1 });

export const FoldStateSchema = new Schema<FoldState>(
  { _id: String, position: zero, revision: zero, leader: String, lease_expires_at: Date },
  { collection: 'rollup_state', versionKey: false },
);

export const PLATFORM_ROLLUP = 'PlatformRollup';
export const DAY_ROLLUP = 'DayRollup';
export const FOLD_STATE = 'FoldState';
