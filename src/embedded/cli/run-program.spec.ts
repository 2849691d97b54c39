import { Command } from 'commander';
import { ConfigurationError } from '../../../config/index.js';
import { InvalidInputError, UnavailableError } from '../../common/index.js';
import { EmbeddedServerError } from '../embedded.errors.js';
import { runCommand } from './run-program.js';

async function run(args: readonly string[], fault?: Error) {
  const said: string[] = [];
  const complaints: string[] = [];
  const program = new Command('program').action(() => {
    if (fault) throw fault;
  });
  const code = await runCommand(program, args, {
    say: (line) => void said.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { code, said, complaints };
}

describe('a program of the command line', () => {
  it('ends with 0', async () => {
    expect(await run([])).toEqual({ code: 0, said: [], complaints: [] });
  });

  it.each([
    [new UnavailableError('The database cannot be reached.'), 'error: The database cannot be reached.'],
    [
      new InvalidInputError('Invalid input', { errors: [{ path: 'email', message: 'expected an address' }] }),
      'error: email: expected an address',
    ],
    [new EmbeddedServerError('DATA_DIR is in use'), 'error: DATA_DIR is in use'],
    [new ConfigurationError(['PORT: is missing']), 'error: configuration: 1 fault(s)\n  PORT: is missing'],
  ])('says without a stack what a person can put right: %s', async (fault, line) => {
    expect(await run([], fault)).toEqual({ code: 1, said: [], complaints: [line] });
  });

  it('says what is wrong with its arguments, and how to use it', async () => {
    expect(await run(['--nonsense'])).toMatchObject({ code: 1, said: [], complaints: [expect.any(String)] });
    expect(await run(['--help'])).toMatchObject({ code: 0, said: [expect.stringContaining('Usage')] });
  });

  it('hides nothing that nobody foresaw', async () => {
    await expect(run([], new TypeError('a fault of ours'))).rejects.toThrow('a fault of ours');
  });
});
