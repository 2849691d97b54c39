import { SetMetadata } from '@nestjs/common';

export const SIGN_IN_LIMIT = 'tiercel:sign-in-limit';

/** Counts towards the client's sign-in attempts, besides its requests. */
export const LimitedAsSignIn = () => SetMetadata(SIGN_IN_LIMIT, true);
