import { Schema, type Types } from 'mongoose';

/** One refresh token of a family; the token itself is never stored, only its SHA-256. */
export interface RefreshToken {
  /** SHA-256 of the token, base64url. */
  _id: string;
  user_id: Types.ObjectId;
  /** All tokens that descend from one sign-in. Reuse of a spent one revokes the family. */
  family: string;
  /** The user's when it was given. Once theirs has risen, it is worth nothing. */
  token_version: number;
  /** Of a spent token: when. It is kept until it expires, so that its reuse is noticed. */
  spent_at: Date | null;
  expires_at: Date;
}

export const RefreshTokenSchema = new Schema<RefreshToken>(
  {
    _id: String,
    user_id: { type: Schema.Types.ObjectId, required: true },
    family: { type: String, required: true },
    token_version: { type: Number, required: true },
    spent_at: { type: Date, default: null },
    expires_at: { type: Date, required: true },
  },
  { collection: 'refresh_tokens', versionKey: false },
);
RefreshTokenSchema.index({ family: 1 });
RefreshTokenSchema.index({ expires_at: 1 }, { expireAfterSeconds: 0 });

export const REFRESH_TOKEN = 'RefreshToken';
