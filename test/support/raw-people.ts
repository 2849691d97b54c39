import { JwtService } from '@nestjs/jwt';
import { ObjectId, type Db } from 'mongodb';
import type { RoleName } from '../../src/common/index.js';

/** Longer than any run of the programs that sign people in past the product. */
const LASTS_SECONDS = 4 * 3_600;

/** The `Authorization` header of somebody in the database, as if the product had signed them in. */
export function signIn(userId: string, secret: string): string {
  const token = new JwtService({ secret }).sign(
    { sub: userId, ver: 0 },
    { algorithm: 'HS256', issuer: 'tiercel', expiresIn: LASTS_SECONDS },
  );
  return `Bearer ${token}`;
}

/**
 * Writes somebody past the product, for programs that have only its database.
 * @returns the id
 */
export async function insertPerson(db: Db, role: RoleName): Promise<string> {
  const _id = new ObjectId();
  const id = _id.toHexString();
  const now = new Date();
  await db.collection('users').insertOne(
    {
      ...{ _id, email: `${role}-${id}@example.com`, display_name: `${role} ${id.slice(-4)}`, role },
      ...{ password_hash: null, disabled: false, token_version: 0, timezone: 'UTC' },
      ...{ created_at: now, updated_at: now },
    },
    { writeConcern: { w: 'majority' } },
  );
  return id;
}
