import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { Program } from '../support/program.js';
import { mongoUriFor } from '../support/servers.js';
import { until } from '../support/settled.js';

const SECRET = 'a password that nobody logs';

const ENVIRONMENT = {
  HOST: '127.0.0.1',
  PORT: '0',
  JWT_SECRET: 'a secret of the tests alone',
  SHUTDOWN_NOTICE_SECONDS: '1',
};

describe('an instance that is told to leave', () => {
  let program: Program;
  let url: string;

  beforeEach(async () => {
    program = Program.run('src/main.ts', { ...ENVIRONMENT, MONGO_URI: mongoUriFor('shutdown') });
    [, url = ''] = await program.waitFor(/listens on ([^\s"]+)/);
  });
  afterEach(() => program.signal('SIGKILL'));

  /** A request whose body has not arrived as a whole, so that it is under way. */
  function beginRequest(body: string): ClientRequest {
    const begun = request(`${url}/auth/login`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        authorization: `Bearer ${SECRET.replaceAll(' ', '-')}`,
        'x-request-id': 'under-way',
      },
    });
    begun.write(body.slice(0, 1));
    return begun;
  }

  const isReady = async () => (await fetch(`${url}/health/ready`)).status;

  it('says that it is not ready, finishes what is under way, and ends with 0', async () => {
    await until('it is ready', async () => (await isReady()) === 200);
    const body = JSON.stringify({ email: 'ada@example.com', password: SECRET });
    const begun = beginRequest(body);
    const answered = once(begun, 'response') as Promise<[IncomingMessage]>;
    await until('the request is under way', async () =>
      (await (await fetch(`${url}/metrics`)).text()).includes('http_requests_in_flight 2'),
    );

    program.signal('SIGTERM');
    await until('it is not ready', async () => (await isReady()) === 503);
    const meanwhile = await fetch(`${url}/courses`);
    expect(meanwhile.status).toBe(200);
    expect(meanwhile.headers.get('connection')).toBe('close');

    begun.end(body.slice(1));
    const [answer] = await answered;
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['x-request-id']).toBe('under-way');
    answer.resume();

    const { code, out, err } = await program.end();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expectLog(out);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('does not wait for anything else when nothing is under way and Ctrl-C is pressed', async () => {
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    await once(silent, 'connect');
    program.signal('SIGINT');
    expect((await program.end()).code).toBe(0);
    silent.destroy();
  });

  /** Each line is JSON; the request has its line, and no secret is in any. */
  function expectLog(out: string): void {
    const lines = out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ request_id }) => request_id === 'under-way')).toMatchObject({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      method: 'POST',
      route: '/auth/login',
      path: '/auth/login',
      status: 401,
      duration_ms: expect.any(Number),
      msg: 'request',
    });
    expect(out).not.toContain(SECRET);
    expect(out).not.toContain(SECRET.replaceAll(' ', '-'));
  }
});

describe('an instance that has not started, since MongoDB is away,', () => {
  const start = (env: Readonly<Record<string, string>> = {}) =>
    Program.run('src/main.ts', {
      ...ENVIRONMENT,
      MONGO_URI: 'mongodb://127.0.0.1:1/away?replicaSet=rs0&serverSelectionTimeoutMS=100',
      ...env,
    });

  // As the first process of a container it would ignore a signal that nobody listens to.
  it.each(['SIGTERM', 'SIGINT'] as const)('hears %s', async (signal) => {
    const program = start({ LOG_LEVEL: 'debug' });
    await program.waitFor(/Starting Nest application/);
    program.signal(signal);
    expect((await program.end()).code).toBe(signal === 'SIGTERM' ? 143 : 130);
  });

  it('says in one line of the log why it cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const program = start({ MONGO_URI: mongoUriFor('shutdown'), PORT: String(port) });
    const { code, out, err } = await program.end();
    taken.close();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const lines = out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object).at(-1)).toMatchObject({
      level: 'fatal',
      msg: 'Tiercel cannot start',
      err: { message: expect.stringContaining('EADDRINUSE') },
    });
  });
});
