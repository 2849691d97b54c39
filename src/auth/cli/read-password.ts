import { read } from 'read';
import { text } from 'node:stream/consumers';
import { PasswordError } from './password.error.js';

export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Where the prompt goes: not to standard output, which may be a file. */
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks for a password twice without showing it, or takes it from a pipe, whose last line end does not count.
 *
 * It is never an argument: every user of the machine can read those.
 * @throws {PasswordError} when the two differ or the person gave up
 */
export async function readPassword({ input, output }: Terminal): Promise<string> {
  if (input.isTTY !== true) return (await text(input)).replace(/\r?\n$/, '');
  const ask = (prompt: string) =>
    read({ prompt, silent: true, terminal: true, input, output }).catch((cause: unknown) => {
      throw new PasswordError('No password was given.', { cause });
    });
  const password = await ask('Password: ');
  if ((await ask('\nAgain: ')) !== password) throw new PasswordError('The two passwords differ.');
  output.write('\n');
  return password;
}
