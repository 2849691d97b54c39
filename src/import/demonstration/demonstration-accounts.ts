import { deriveObjectId } from '../../common/index.js';
import type { Role, User } from '../../users/index.js';

/** Somebody a visitor can sign in as. */
export interface DemonstrationAccount {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

const PASSWORD = 'tiercel-demo';

/** argon2id of `PASSWORD` with the product's parameters. It is printed at every start and protects nothing. */
const PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$dGllcmNlbCBkZW1vbnN0cg$AwgqgwSUKf6Akarrplyl2kRgh9LZiV1sAk8EyyqrubQ';

export const DEMONSTRATION_ACCOUNTS: readonly DemonstrationAccount[] = (
  ['admin', 'instructor', 'student'] as const
).map((role) => ({ role, email: `${role}@tiercel.example`, password: PASSWORD }));

/** The person, able to sign in as the account of their role. */
export function withAccount(user: User): User {
  return { ...user, email: `${user.role}@tiercel.example`, password_hash: PASSWORD_HASH };
}

export function writeAdministrator(since: Date): User {
  return withAccount({
    _id: deriveObjectId('demonstration/admin'),
    email: '',
    password_hash: null,
    display_name: 'Alex Admin',
    role: 'admin',
    disabled: false,
    token_version: 0,
    timezone: 'UTC',
    created_at: since,
    updated_at: since,
  });
}
