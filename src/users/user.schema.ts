import { Schema, type Types } from 'mongoose';

export const ROLES = ['student', 'instructor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface User {
  _id: Types.ObjectId;
  /** Lower-cased. Never leaves this collection but to its owner and to admins. */
  email: string;
  /** argon2id, PHC string format; null for imported people, who cannot sign in. */
  password_hash: string | null;
  display_name: string;
  role: Role;
  disabled: boolean;
  /** Rises when sessions must end: the account was disabled. */
  token_version: number;
  /** IANA time zone in which the user's days are counted. */
  timezone: string;
  created_at: Date;
  updated_at: Date;
}

export const UserSchema = new Schema<User>(
  {
    email: { type: String, required: true },
    password_hash: { type: String, default: null },
    display_name: { type: String, required: true },
    role: { type: String, enum: ROLES, default: 'student' },
    disabled: { type: Boolean, default: false },
    token_version: { type: Number, default: 0 },
    timezone: { type: String, default: 'UTC' },
  },
  {
    collection: 'users',
    versionKey: false,
    timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
  },
);
UserSchema.index({ email: 1 }, { unique: true });
UserSchema.index({ role: 1, created_at: -1, _id: -1 });
UserSchema.index({ created_at: -1, _id: -1 });

/** How people search: case and accents do not count, and `\uffff` sorts behind every character. */
export const NAME_COLLATION = { locale: 'en', strength: 1 } as const;
UserSchema.index({ email: 1 }, { name: 'email_search', collation: NAME_COLLATION });
UserSchema.index({ display_name: 1 }, { name: 'display_name_search', collation: NAME_COLLATION });

export const USER = 'User';
