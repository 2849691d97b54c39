/** What stands in a log line where a secret was. */
const REDACTED = '[redacted]';

/**
 * Members whose names say that they hold a secret, at any depth, also inside JSON that was itself
 * logged as text.
 */
const SECRET_MEMBER =
  /(\\*"[\w-]*(?:password|passwd|secret|token|authorization|cookie|api[_-]?key)[\w-]*\\*"\s*:\s*)(?:(\\+")[^"\\]*\\+"|"(?:[^"\\]|\\[^])*"|\[[^\]]*\])/gi;

/** What such a name has in it: most lines have none of it. */
const MAYBE_SECRET_MEMBER = /passw|secret|token|authoriz|cookie|api[_-]?key/i;

/** JSON web tokens, bearer credentials, argon2 hashes and the user part of URLs, wherever they stand. */
const SECRET_TEXT =
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\bBearer\s+[\w.~+/=-]{8,}|\$argon2\w*\$[^\s"\\]+|(?<=\w:\/\/)[^\s/@"]+(?=@)/gi;

/** What each of those begins with: most lines have none of it, and the search above is slow. */
const MAYBE_SECRET_TEXT = /eyJ|[Bb]earer|BEARER|\$argon2|:\/\//;

/**
 * Takes secrets out of lines of the log before they are written. Every line passes here, whoever logs it, so that a
 * secret needs no known path. Lines that have none cost a look at them together.
 */
export function scrubSecrets(lines: string): string {
  if (!MAYBE_SECRET_MEMBER.test(lines) && !MAYBE_SECRET_TEXT.test(lines)) return lines;
  return lines.split('\n').map(scrubLine).join('\n');
}

function scrubLine(line: string): string {
  return scrubText(MAYBE_SECRET_MEMBER.test(line) ? scrubMembers(line) : line);
}

function scrubMembers(line: string): string {
  return line.replace(SECRET_MEMBER, (_, name: string, quote = '"') => `${name}${quote}${REDACTED}${quote}`);
}

function scrubText(line: string): string {
  return MAYBE_SECRET_TEXT.test(line) ? line.replace(SECRET_TEXT, REDACTED) : line;
}
