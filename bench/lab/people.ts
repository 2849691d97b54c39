import type { Db } from 'mongodb';
import * as raw from '../../test/support/raw-people.js';

export const JWT_SECRET = 'a secret of the benchmark alone';

/** What a signed-in person sends. */
export interface Credentials {
  readonly authorization: string;
}

/** Signs somebody of the database in, for longer than any run. */
export function signIn(userId: string): Credentials {
  return { authorization: raw.signIn(userId, JWT_SECRET) };
}

/** Writes somebody of that role past the product. */
export async function addPerson(db: Db, role: 'admin' | 'student'): Promise<{ id: string } & Credentials> {
  const id = await raw.insertPerson(db, role);
  return { id, ...signIn(id) };
}
