import { z } from 'zod';
import { Id, Instant, ONE_LINE, pageOf, pageQuery } from '../../common/index.js';
import { ROLES } from '../user.schema.js';

/** An e-mail address in its one spelling: trimmed and lower-cased, so that it is found and unique as such. */
export const EmailText = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .check(z.email('expected an e-mail address'))
  .meta({ description: 'at most 254 characters; kept in lower case', example: 'ada@example.com' });

export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(...ONE_LINE)
  .meta({ description: '1–80 characters', example: 'Ada Lovelace' });

export const RoleText = z.enum(ROLES).meta({ description: 'student < instructor < admin' });

/** A user as they see themselves. */
export const UserBody = z
  .strictObject({
    id: Id,
    email: z.string(),
    display_name: z.string(),
    role: RoleText,
  })
  .meta({ id: 'User' });

/** A user as an administrator sees them. */
export const ManagedUserBody = z
  .strictObject({
    ...UserBody.shape,
    disabled: z.boolean(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'ManagedUser' });

export const ManagedUserPage = pageOf(ManagedUserBody).meta({ id: 'ManagedUserPage' });

export const ListUsers = z.strictObject({
  role: RoleText.optional(),
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'how the e-mail address or the display name begins; case does not count' }),
  ...pageQuery,
});
export type ListUsers = z.output<typeof ListUsers>;

export const ChangeUser = z
  .strictObject({ role: RoleText.optional(), disabled: z.boolean().optional() })
  .refine((change) => change.role !== undefined || change.disabled !== undefined, 'expected role or disabled')
  .meta({ id: 'ChangeUser' });
export type ChangeUser = z.output<typeof ChangeUser>;
