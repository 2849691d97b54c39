import { JwtService } from '@nestjs/jwt';
import { Types } from 'mongoose';
import type { RoleName } from '../../src/common/index.js';
import { USER, type User } from '../../src/users/user.schema.js';
import type { Instance } from './app.js';
import type { SignedIn, TestClient } from './test-client.js';

/** The password of everyone a builder makes. */
export const TEST_PASSWORD = 'correct horse battery staple';

/** argon2id of `TEST_PASSWORD` with the product's parameters, made once: hashing is slow by design. */
const TEST_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$iNeXHZRVOVns9cS+C77L+A$aA1MGX6X9PxXFE5zemidnzh1dcfWkisq95MLYCHIfok';

/** Somebody in the database, signed in. */
export interface Person extends SignedIn {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly display_name: string;
  readonly role: RoleName;
  /** The instance's client, signed in as this person. */
  readonly client: TestClient;
}

export type PersonTraits = Partial<
  Pick<User, 'email' | 'display_name' | 'disabled' | 'token_version' | 'timezone' | 'created_at'>
>;

export const createStudent = (on: Instance, traits?: PersonTraits): Promise<Person> =>
  createPerson(on, 'student', traits);
export const createInstructor = (on: Instance, traits?: PersonTraits): Promise<Person> =>
  createPerson(on, 'instructor', traits);
export const createAdmin = (on: Instance, traits?: PersonTraits): Promise<Person> =>
  createPerson(on, 'admin', traits);

/** Writes a user straight into the database, and signs an access token as the product would. */
export async function createPerson(on: Instance, role: RoleName, traits: PersonTraits = {}): Promise<Person> {
  const _id = new Types.ObjectId();
  const id = _id.toHexString();
  const user = await on.connection.model<User>(USER).create({
    _id,
    email: `${role}-${id}@example.com`,
    display_name: `${role} ${id.slice(-4)}`,
    password_hash: TEST_PASSWORD_HASH,
    role,
    ...traits,
  });
  const access_token = signAccessToken(on, id, user.token_version);
  return {
    id,
    email: user.email,
    password: TEST_PASSWORD,
    display_name: user.display_name,
    role,
    access_token,
    client: on.client.as({ access_token }),
  };
}

function signAccessToken(on: Instance, userId: string, tokenVersion: number): string {
  const claims = { sub: userId, ver: tokenVersion };
  return new JwtService({ secret: on.env['JWT_SECRET'] ?? '' }).sign(claims, {
    algorithm: 'HS256',
    issuer: 'tiercel',
    expiresIn: 900,
  });
}
