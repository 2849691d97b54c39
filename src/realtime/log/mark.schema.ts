import { Schema } from 'mongoose';

/**
 * What an instance writes now and then for no other purpose than to see it come back through the log:
 * then everything committed before has come too, however quiet it was.
 */
export interface Mark {
  /** Of the instance. */
  _id: string;
  at: Date;
}

export const MARKS = 'realtime_marks';

export const MarkSchema = new Schema<Mark>(
  { _id: String, at: { type: Date, required: true } },
  { collection: MARKS, versionKey: false },
);
/** Of instances that are gone nothing is left after an hour. */
MarkSchema.index({ at: 1 }, { expireAfterSeconds: 3_600 });

export const MARK = 'RealtimeMark';
