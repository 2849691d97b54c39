import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';

let test: TestApp;
let strict: Instance;

const strictEnv = {
  RATE_LIMIT_ENABLED: 'true',
  RATE_LIMIT_AUTH_MAX: '3',
  RATE_LIMIT_MAX: '8',
  RATE_LIMIT_WINDOW_SECONDS: '600',
  TRUST_PROXY: 'true',
};

const attempt = (instance: Instance, client = '203.0.113.1') =>
  instance.client.post(
    '/auth/login',
    { email: 'nobody@example.com', password: 'wrong' },
    { 'x-forwarded-for': client },
  );

beforeAll(async () => {
  test = await startTestApp('rate_limit');
  strict = await test.startInstance(strictEnv);
});
afterAll(async () => {
  await test.stop();
});

describe('rate limits', () => {
  it('stop a client that keeps trying to sign in, and say when to come back', async () => {
    for (let tries = 0; tries < 3; tries += 1) expect((await attempt(strict)).status).toBe(401);
    const answer = await attempt(strict);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(590);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(600);
  });

  it('count the ways of signing in together', async () => {
    const from = { 'x-forwarded-for': '203.0.113.2' };
    for (const route of ['login', 'register', 'refresh'])
      await strict.client.post(`/auth/${route}`, {}, from);
    expect((await strict.client.post('/auth/refresh', { refresh_token: 'x' }, from)).status).toBe(429);
  });

  it('count each client for itself, and an IPv6 network as one', async () => {
    for (let tries = 0; tries < 4; tries += 1) await attempt(strict, '2001:db8::1');
    expect((await attempt(strict, '2001:db8::2')).status).toBe(429);
    expect((await attempt(strict, '2001:db8:0:1::1')).status).toBe(401);
    expect((await attempt(strict, '203.0.113.3')).status).toBe(401);
  });

  it('leave a client that may not sign in its other requests, up to a limit of their own', async () => {
    const from = { 'x-forwarded-for': '203.0.113.4' };
    for (let tries = 0; tries < 4; tries += 1) await attempt(strict, '203.0.113.4');
    for (let request = 0; request < 4; request += 1)
      expect((await strict.client.get('/auth/me', from)).status).toBe(401);
    expect((await strict.client.get('/auth/me', from)).status).toBe(429);
  });

  it.each(['/openapi.json', '/docs', '/docs/swagger-ui.css'])(
    'count what no controller serves: %s',
    async (path) => {
      const from = { 'x-forwarded-for': `203.0.113.1${path.length}` };
      for (let request = 0; request < 4; request += 1) {
        expect((await strict.client.get(path, from)).status).toBe(200);
        expect((await strict.client.get('/courses', from)).status).toBe(200);
      }
      for (const limited of [
        await strict.client.get(path, from),
        await strict.client.get('/courses', from),
      ]) {
        expect(limited.status).toBe(429);
        expect(limited.headers.get('content-type')).toContain('application/problem+json');
        expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(500);
      }
      expect((await test.client.get(path, from)).status).toBe(200);
    },
  );

  let refusals = 0;
  it.each([
    ['an unknown path', 'GET', '/nothing/here', undefined, 404],
    ['a method that the path does not take', 'PUT', '/courses', '{}', 405],
    ['a probe by a method that it does not take', 'POST', '/health/live', undefined, 405],
    ['a path that is no UTF-8', 'GET', '/courses/%ff', undefined, 400],
    ['a part of a path without end', 'GET', `/courses/${'a'.repeat(600)}`, undefined, 414],
    ['a query parameter that is unknown', 'GET', '/auth/me?x=1', undefined, 400],
    ['a body that is no JSON', 'POST', '/courses', '{"title":', 400],
    ['a body that is not UTF-8', 'POST', '/courses', Buffer.from('{"title":"é"}', 'latin1'), 400],
    ['a body that is too large', 'POST', '/courses', ' '.repeat(1024 * 1024 + 1), 413],
    ['a body of another type', 'POST', '/courses', new URLSearchParams({ title: 'a' }), 415],
    ['a body that nobody signed', 'POST', '/courses', '{}', 401],
  ] as const)('count %s, once', async (_, method, path, body, status) => {
    refusals += 1;
    const from = { 'x-forwarded-for': `198.51.100.${refusals}` };
    const type = body instanceof URLSearchParams ? undefined : { 'content-type': 'application/json' };
    const headers = { ...from, ...(body && type) };
    const send = () => fetch(`${strict.url}${path}`, { method, headers, ...(body && { body }) });
    for (let request = 0; request < 4; request += 1) {
      expect((await send()).status).toBe(status);
      expect((await strict.client.get('/courses', from)).status).toBe(200);
    }
    expect((await strict.client.get('/courses', from)).status).toBe(429);
    const limited = await send();
    expect(limited.status).toBe(429);
    expect(limited.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(500);
  });

  it.each(['/courses#fragment', '*courses'])('count what is no address: %s', async (path) => {
    const headers = { 'x-forwarded-for': `203.0.113.2${path.length}` };
    const { hostname, port } = new URL(strict.url);
    const ask = async (): Promise<number | undefined> => {
      const [answer] = (await once(get({ hostname, port, path, headers }), 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode;
    };
    for (let request = 0; request < 8; request += 1) expect([400, 404]).toContain(await ask());
    expect(await ask()).toBe(429);
  });

  it.each(['the long way', 'the short way'])(
    'count a client by its connection where a proxy names it by no address, %s',
    async (way) => {
      const limited = await test.startInstance({ ...strictEnv, RATE_LIMIT_MAX: '4' });
      // Only what is in memory already can be answered the short way.
      const path = way === 'the short way' ? '/courses' : '/auth/me';
      const statuses: number[] = [];
      for (const named of ['unknown', '_a', '_b', '203.0.113.9:4711', 'c'])
        statuses.push((await limited.client.get(path, { 'x-forwarded-for': named })).status);
      expect(statuses.map((status) => status === 429)).toEqual([false, false, false, false, true]);
    },
  );

  it('can be turned off', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await attempt(test)).status).toBe(401);
  });

  it('never keep a probe from the health of the process', async () => {
    const from = { 'x-forwarded-for': '203.0.113.5' };
    for (let request = 0; request < 10; request += 1)
      expect((await strict.client.get('/health/live', from)).status).toBe(200);
  });
});
