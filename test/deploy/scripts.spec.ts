import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';

/** A folder with the script and programs of our own before the real ones on PATH. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  mkdirSync(join(folder, 'bin'));
  for (const name of ['deploy.sh', 'mongo-init.sh', '.env.example', '.ci/run'])
    cpSync(name, join(folder, name));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts a program on PATH that notes its arguments in `calls` and then runs `body`. */
function stub(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/bash\necho "$*" >>"${folder}/calls"\n${body}\n`);
  chmodSync(path, 0o755);
}

function run(script: string, env: Readonly<Record<string, string>>) {
  return spawnSync('bash', [join(folder, script)], {
    encoding: 'utf8',
    timeout: 30_000,
    env: environment(env),
  });
}

const environment = (own: Readonly<Record<string, string>>) => ({
  PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
  ...own,
});

/** False for a process that has ended, though nobody may have asked for its exit code yet. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const calls = (): readonly string[] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

/** Docker whose containers are healthy from the nth time that they are asked for. */
const dockerHealthyAfter = (asked: number): string =>
  `if [ "$1" = inspect ]; then
     [ "$(grep -c '^inspect' "${folder}/calls")" -ge ${asked} ] && echo healthy || echo starting
   fi`;

describe('deploy.sh', () => {
  it('starts everything, waits until the app is healthy and prints the addresses', () => {
    stub('docker', dockerHealthyAfter(2));
    const { status, stdout } = run('deploy.sh', {});
    expect(status).toBe(0);
    expect(calls()).toContain('compose up -d --build --remove-orphans');
    expect(calls().at(-1)).toMatch(/^inspect .* elearning-app$/);
    expect(stdout).toContain('http://localhost:8000');
    expect(stdout).toContain('http://localhost:9121/metrics');
  });

  it('gives up after its bound, shows the logs and fails', () => {
    stub('docker', dockerHealthyAfter(1_000));
    const { status, stdout, stderr } = run('deploy.sh', { DEPLOY_TIMEOUT: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('deploy: elearning-redis is starting after 1 s');
    expect(calls()).toContain('compose logs --tail 40 app mongo-init');
    expect(stdout).not.toContain('Deployed');
  });

  it('fails when Compose cannot start the services', () => {
    stub('docker', '[ "$2" != up ]');
    const { status, stderr } = run('deploy.sh', {});
    expect(status).toBe(1);
    expect(stderr).toContain('deploy: the services did not start');
  });

  it('writes .env with two different secrets that only its owner can read', () => {
    stub('docker', dockerHealthyAfter(1));
    run('deploy.sh', {});
    const env = readFileSync(join(folder, '.env'), 'utf8');
    const [, jwt] = /^JWT_SECRET=([0-9a-f]{64})$/m.exec(env) ?? [];
    const [, redis] = /^REDIS_PASSWORD=([0-9a-f]{64})$/m.exec(env) ?? [];
    expect(jwt).toBeDefined();
    expect(redis).toBeDefined();
    expect(jwt).not.toBe(redis);
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(folder, '.env.new'))).toBe(false);
  });

  it('leaves an .env that is there as it is', () => {
    stub('docker', dockerHealthyAfter(1));
    writeFileSync(join(folder, '.env'), 'JWT_SECRET=mine\n');
    run('deploy.sh', {});
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('JWT_SECRET=mine\n');
  });
});

describe('mongo-init.sh', () => {
  it('initiates rs0 with the address that clients use, then waits for a primary', () => {
    stub(
      'mongosh',
      `case "$*" in *isWritablePrimary*) [ "$(grep -c isWritablePrimary "${folder}/calls")" -ge 2 ] && echo true || echo false ;; esac`,
    );
    const { status, stdout } = run('mongo-init.sh', { MONGO_HOST: 'db:27017' });
    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toContain(`members: [{ _id: 0, host: 'db:27017' }]`);
    expect(stdout).toContain('rs0 has a primary');
  });

  it('gives up after its bound when the server does not answer', () => {
    stub('mongosh', 'exit 1');
    const { status, stderr } = run('mongo-init.sh', { MONGO_INIT_TIMEOUT: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('could not be initiated within 1 s');
  });

  it('gives up after its bound when no primary comes up', () => {
    stub('mongosh', 'echo false');
    const { status, stderr } = run('mongo-init.sh', { MONGO_INIT_TIMEOUT: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('rs0 has no primary after 1 s');
  });
});

describe('.ci/run', () => {
  /** A machine that has everything, on which `npm test` prints and ends as told. */
  function stubMachine(test: string): void {
    for (const name of ['node', 'redis-server', 'shellcheck', 'hadolint']) stub(name, ':');
    stub('ldconfig', 'echo libcurl.so.4');
    stub('npm', `case "$1" in test) ${test} ;; esac`);
    // `python3 -m pip install --target FOLDER`, as if it had fetched the linters.
    stub(
      'python3',
      `[ "$3" != install ] || { mkdir -p "$scratch/lint/bin"; cp "${folder}"/bin/{shellcheck,hadolint} "$scratch/lint/bin/"; }`,
    );
  }
  const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

  it('runs every step and ends with what the tests counted', () => {
    stubMachine('echo "12 passed, 0 failed"');
    const { status, stdout } = run('.ci/run', {});
    expect(status).toBe(0);
    expect(lastLine(stdout)).toBe('12 passed, 0 failed');
    expect(calls().filter((call) => /^(ci|run|test)\b/.test(call))).toEqual([
      'ci',
      'run check',
      'run build',
      'run test:simulation -- --schedules 10000',
      'test',
      'run bench -- --quick',
    ]);
    expect(calls()).toContain('deploy.sh mongo-init.sh deploy/sentinel/start.sh .ci/run');
    expect(calls()).toContain('Dockerfile');
  });

  it('fails when a test fails, and still ends with what they counted', () => {
    stubMachine('echo "11 passed, 1 failed"; echo "npm error"; exit 1');
    const { status, stdout } = run('.ci/run', {});
    expect(status).not.toBe(0);
    expect(lastLine(stdout)).toBe('11 passed, 1 failed');
  });

  it('fails when the tests end without their totals', () => {
    stubMachine(':');
    const { status, stdout } = run('.ci/run', {});
    expect(status).not.toBe(0);
    expect(lastLine(stdout)).toBe('ci: the tests ended without their totals');
  });

  it('stops at the first step that fails and names it', () => {
    stubMachine('echo "12 passed, 0 failed"');
    stub('npm', '[ "$2" != check ]');
    const { status, stdout } = run('.ci/run', {});
    expect(status).not.toBe(0);
    expect(lastLine(stdout)).toBe('ci: failed in step: npm run check');
  });

  it('ends the processes of a step when it is stopped', async () => {
    stubMachine('sleep 300 & echo "begun $!"; wait');
    const ci = spawn('bash', [join(folder, '.ci/run')], { env: environment({}) });
    const begun = await new Promise<string>((resolve) => {
      ci.stdout.on('data', (text: Buffer) => /begun \d+/.test(text.toString()) && resolve(text.toString()));
    });
    const ended = once(ci, 'exit');
    ci.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
    const left = Number(/begun (\d+)/.exec(begun)?.[1]);
    await eventually('the step’s process is gone', () => !isRunning(left));
  });
});
