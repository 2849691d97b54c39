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
export async function readPassword(terminal: Terminal): Promise<string> {
  if (terminal.input.isTTY !== true) return (await text(terminal.input)).replace(/\r?\n$/, '');
  const password = await ask('Password:', terminal);
  if ((await ask('Again:', terminal)) !== password) throw new PasswordError('The two passwords differ.');
  return password;
}

async function ask(prompt: string, { input, output }: Terminal): Promise<string> {
  try {
    return await read({ prompt, silent: true, terminal: true, input, output });
  } catch (cause) {
    throw new PasswordError('No password was given.', { cause });
  } finally {
    // Nothing of what was typed is shown, the end of the line included.
    output.write('\n');
  }
}
