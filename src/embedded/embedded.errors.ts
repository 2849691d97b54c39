import { PlainError } from '../common/index.js';

/** A fault of the embedded servers. */
export class EmbeddedServerError extends PlainError {
  override readonly name = 'EmbeddedServerError';
}
