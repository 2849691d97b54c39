import { spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @param options.show whether what it prints, such as a progress bar, goes to the terminal
 * @returns undefined when it succeeded, else its last complaint on one line
 */
export async function runTool(
  program: string,
  args: readonly string[],
  options: { readonly show: boolean },
): Promise<string | undefined> {
  const child = spawn(program, args, { stdio: ['ignore', options.show ? 'inherit' : 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaints += chunk));
  return await new Promise((resolve) => {
    child.once('error', (cause) => resolve(cause.message));
    child.once('close', (code) => {
      const last = complaints.trim().split('\n').at(-1) || `exit code ${code}`;
      resolve(code === 0 ? undefined : last);
    });
  });
}
