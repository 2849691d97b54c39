/** What stands in a log line where a secret was. */
export const REDACTED = '[redacted]';

/**
 * Members whose names say that they hold a secret, at any depth, also inside JSON that was itself
 * logged as text.
 */
const SECRET_MEMBER =
  /(\\*"[\w-]*(?:password|passwd|secret|token|authorization|cookie|api[_-]?key)[\w-]*\\*"\s*:\s*)(?:(\\+")[^"\\]*\\+"|"(?:[^"\\]|\\[^])*"|\[[^\]]*\])/gi;

/** JSON web tokens, bearer credentials, argon2 hashes and the user part of URLs, wherever they stand. */
const SECRET_TEXT =
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\bBearer\s+[\w.~+/=-]{8,}|\$argon2\w*\$[^\s"\\]+|(?<=\w:\/\/)[^\s/@"]+(?=@)/gi;

/**
 * Takes secrets out of a line of the log before it is written. Every line passes here, whoever logs it,
 * so that a secret needs no known path: pino's own redaction by path took ten times as long a line.
 */
export function scrubSecrets(line: string): string {
  return line
    .replace(SECRET_MEMBER, (_, name: string, quote = '"') => `${name}${quote}${REDACTED}${quote}`)
    .replace(SECRET_TEXT, REDACTED);
}
