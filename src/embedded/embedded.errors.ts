/** A fault of the embedded servers that the person at the terminal can mend. The message is one plain line. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';
}
