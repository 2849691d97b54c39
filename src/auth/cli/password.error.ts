/** No password came of it. The message is one plain line. */
export class PasswordError extends Error {
  override readonly name = 'PasswordError';
}
