import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Program } from '../support/program.js';
import { mongoUriFor } from '../support/servers.js';
import { until } from '../support/settled.js';

const SECRET = 'a password that nobody logs';

describe('an instance that is told to leave', () => {
  let program: Program;
  let url: string;

  beforeEach(async () => {
    program = Program.run('src/main.ts', {
      HOST: '127.0.0.1',
      PORT: '0',
      MONGO_URI: mongoUriFor('shutdown'),
      JWT_SECRET: 'a secret of the tests alone',
    });
    [, url = ''] = await program.waitFor(/listens on (\S+)/);
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

  /** Each line but the greeting is JSON; the request has its line, and no secret is in any. */
  function expectLog(out: string): void {
    const lines = out
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Tiercel'))
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
