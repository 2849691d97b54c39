import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../config/index.js';
import { createAdminOn } from '../../src/auth/cli/create-admin.js';
import { runProgram } from '../../src/auth/cli/program.js';
import { startTestApp, type TestApp } from '../support/app.js';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp('admin_create');
});
afterAll(async () => {
  await test.stop();
});

/** Runs the program as its entry does, on the suite's database. */
async function run(args: readonly string[], password: string) {
  const told: string[] = [];
  const complaints: string[] = [];
  const code = await runProgram(args, {
    readPassword: () => Promise.resolve(password),
    create: (admin) => createAdminOn(parseConfig(test.env), admin),
    say: (line) => told.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, told, complaints };
}

describe('admin:create', () => {
  const password = 'the first secret';

  it('makes an administrator who can sign in to a server that runs', async () => {
    const { code, told } = await run(['--email', 'Root@Example.com'], password);
    expect({ code, told }).toEqual({ code: 0, told: ['root@example.com is an administrator now.'] });
    const { body } = await test.client.post<{ access_token: string; user: unknown }>('/auth/login', {
      email: 'root@example.com',
      password,
    });
    expect(body.user).toMatchObject({ role: 'admin', display_name: 'Administrator' });
    expect((await test.client.as(body).get('/users')).status).toBe(200);
  });

  it.each([
    [
      ['--email', 'root@example.com'],
      password,
      'error: There is an account with this e-mail address already.',
    ],
    [['--email', 'nonsense'], password, 'error: email: expected an e-mail address'],
    [['--email', 'a@example.com', '--name', ' '], password, expect.stringContaining('error: name: ')],
    [['--email', 'a@example.com'], 'short', expect.stringContaining('error: password: ')],
    [[], password, expect.stringContaining('--email')],
  ])('says in one line what is wrong with %j', async (args, given, line) => {
    const { code, complaints } = await run(args, given);
    expect(code).toBe(1);
    expect(complaints).toEqual([line]);
  });
});
