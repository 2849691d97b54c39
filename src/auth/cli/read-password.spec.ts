import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { PasswordError } from './password.error.js';
import { readPassword } from './read-password.js';

/** A terminal whose person answers each prompt with the next of these keys. */
function createTerminal(...keys: string[]) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    // A person reads before they type.
    if (chunk.toString().includes(':')) setImmediate(() => input.write(keys.shift() ?? ''));
  });
  return { input, output, shown: () => shown };
}

describe('reading a password', () => {
  it('takes it from a pipe, without the last line end', async () => {
    const input = new PassThrough();
    input.end('a secret with spaces \n');
    expect(await readPassword({ input, output: new PassThrough() })).toBe('a secret with spaces ');
  });

  it('asks twice at a terminal and shows nothing of it', async () => {
    const terminal = createTerminal('hidden\r', 'hidden\r');
    expect(await readPassword(terminal)).toBe('hidden');
    expect(terminal.shown()).toContain('Password:');
    expect(terminal.shown()).toContain('Again:');
    expect(terminal.shown()).not.toContain('hidden');
  });

  it('refuses two that differ', async () => {
    await expect(readPassword(createTerminal('hidden\r', 'hiddem\r'))).rejects.toThrow(PasswordError);
  });

  it('says so when the person gives up', async () => {
    await expect(readPassword(createTerminal('\u0003'))).rejects.toThrow('No password was given.');
  });
});
