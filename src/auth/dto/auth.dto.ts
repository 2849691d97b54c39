import { z } from 'zod';
import { DisplayName, EmailText, UserBody } from '../../users/index.js';

/** Of a new account. Length is all that is asked for (NIST SP 800-63B, 5.1.1.2). */
export const NewPassword = z.string().min(8).max(200).meta({ description: '8–200 characters' });

export const Register = z
  .strictObject({ email: EmailText, password: NewPassword, display_name: DisplayName })
  .meta({ id: 'Register' });
export type Register = z.output<typeof Register>;

export const Login = z
  .strictObject({ email: EmailText, password: z.string().min(1).max(200) })
  .meta({ id: 'Login' });
export type Login = z.output<typeof Login>;

export const RefreshTokenBody = z
  .strictObject({ refresh_token: z.string().min(1).max(200) })
  .meta({ id: 'RefreshToken' });
export type RefreshTokenBody = z.output<typeof RefreshTokenBody>;

export const TokensBody = z
  .strictObject({
    access_token: z.string().meta({ description: 'a JWT, to be sent as a bearer token' }),
    refresh_token: z.string().meta({ description: 'good for one use' }),
    token_type: z.literal('Bearer'),
    expires_in: z.number().int().meta({ description: 'seconds that the access token is good for' }),
    user: UserBody,
  })
  .meta({ id: 'Tokens' });
export type TokensBody = z.output<typeof TokensBody>;
