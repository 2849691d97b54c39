import { SetMetadata } from '@nestjs/common';

const SIGN_IN_LIMIT = 'tiercel:sign-in-limit';

/** Counts towards the client's sign-in attempts, besides its requests. */
export const LimitedAsSignIn = () => SetMetadata(SIGN_IN_LIMIT, true);

export function isSignIn(handler: object): boolean {
  return Reflect.getMetadata(SIGN_IN_LIMIT, handler) === true;
}
