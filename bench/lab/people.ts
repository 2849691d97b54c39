import { JwtService } from '@nestjs/jwt';
import { ObjectId, type Db } from 'mongodb';

export const JWT_SECRET = 'a secret of the benchmark alone';

/** What a signed-in person sends. */
export interface Credentials {
  readonly authorization: string;
}

/** Signs somebody of the database in, for longer than any run. */
export function signIn(userId: string): Credentials {
  const token = new JwtService({ secret: JWT_SECRET }).sign(
    { sub: userId, ver: 0 },
    { algorithm: 'HS256', issuer: 'tiercel', expiresIn: 4 * 3_600 },
  );
  return { authorization: `Bearer ${token}` };
}

/** Writes somebody of that role past the product. */
export async function addPerson(db: Db, role: 'admin' | 'student'): Promise<{ id: string } & Credentials> {
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
  return { id, ...signIn(id) };
}
