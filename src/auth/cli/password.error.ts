import { PlainError } from '../../common/index.js';

/** No password came of it. */
export class PasswordError extends PlainError {
  override readonly name = 'PasswordError';
}
