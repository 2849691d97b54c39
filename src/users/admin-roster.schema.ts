import { Schema } from 'mongoose';

/**
 * One document that every loss of an administrator writes to. Two transactions that each see two
 * administrators and each remove one would not conflict otherwise (write skew), and none would be left.
 */
export interface AdminRoster {
  _id: string;
  revision: number;
}

export const AdminRosterSchema = new Schema<AdminRoster>(
  { _id: String, revision: { type: Number, default: 0 } },
  { collection: 'admin_roster', versionKey: false },
);

export const ADMIN_ROSTER = 'AdminRoster';
