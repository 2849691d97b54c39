import { Schema } from 'mongoose';

/**
 * A generation of data that was begun. Generated data depends on the time that it ends at, so a second
 * run, or one that goes on after an interruption, must take the first one's time to make the same again.
 */
export interface DataLoad {
  /** The plan's name. */
  _id: string;
  seed: number;
  courses: number;
  learners: number;
  now: Date;
  /** Null while it is under way, or was interrupted. */
  done_at: Date | null;
}

export const DataLoadSchema = new Schema<DataLoad>(
  {
    _id: String,
    seed: { type: Number, required: true },
    courses: { type: Number, required: true },
    learners: { type: Number, required: true },
    now: { type: Date, required: true },
    done_at: { type: Date, default: null },
  },
  { collection: 'data_loads', versionKey: false },
);

export const DATA_LOAD = 'DataLoad';
