import { verify } from '@node-rs/argon2';
import { DEMONSTRATION_ACCOUNTS, writeAdministrator } from './demonstration-accounts.js';

describe('accounts of the demonstration', () => {
  it('are one of each role', () => {
    expect(DEMONSTRATION_ACCOUNTS.map(({ role }) => role)).toEqual(['admin', 'instructor', 'student']);
  });

  it('open with the password that is printed', async () => {
    const administrator = writeAdministrator(new Date(0));
    const account = DEMONSTRATION_ACCOUNTS.find(({ email }) => email === administrator.email);
    expect(await verify(administrator.password_hash ?? '', account?.password ?? '')).toBe(true);
  });
});
