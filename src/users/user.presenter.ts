import type { z } from 'zod';
import type { SettingsBody } from './dto/settings.dto.js';
import type { ManagedUserBody, UserBody } from './dto/user.dto.js';
import type { User } from './user.schema.js';

/** What a user sees of themselves. */
export function presentUser(user: User): z.output<typeof UserBody> {
  return {
    id: user._id.toHexString(),
    email: user.email,
    display_name: user.display_name,
    role: user.role,
  };
}

/** What a user has decided for themselves. */
export function presentSettings({ timezone }: User): SettingsBody {
  return { timezone };
}

/** What an administrator sees of a user. */
export function presentManagedUser(user: User): z.output<typeof ManagedUserBody> {
  return {
    ...presentUser(user),
    disabled: user.disabled,
    created_at: user.created_at.toISOString(),
    updated_at: user.updated_at.toISOString(),
  };
}
