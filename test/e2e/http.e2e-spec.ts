import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startTestApp, type TestApp } from '../support/app.js';

interface Problem {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly instance: string;
}

describe('every answer over HTTP', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp('http', { CORS_ORIGINS: 'https://learn.example.org' });
  });
  afterAll(() => app.stop());

  const send = (path: string, init: RequestInit = {}) => fetch(`${app.url}${path}`, init);
  const sendJson = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
    send(path, { method: 'POST', body, headers: { 'content-type': type } });

  async function expectProblem(response: Response, status: number, code: string): Promise<Problem> {
    const problem = (await response.json()) as Problem;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('x-request-id')).toMatch(/^[\w.-]{1,128}$/);
    expect(response.headers.get('x-consistency-token')).toMatch(/^[\w-]{32}$/);
    expect(problem).toMatchObject({ type: `urn:tiercel:problem:${code}`, status });
    return problem;
  }

  describe('carries a request id', () => {
    it('that is the one sent, when it is well-formed', async () => {
      const response = await send('/health/live', { headers: { 'x-request-id': 'abc.DEF-1_2' } });
      expect(response.headers.get('x-request-id')).toBe('abc.DEF-1_2');
    });

    it.each([
      ['with a space', 'a b'],
      ['too long', 'x'.repeat(129)],
      ['with a quote', 'a"b'],
      ['empty', ''],
    ])('that is a new one, when the one sent is %s', async (_, id) => {
      const response = await send('/health/live', { headers: { 'x-request-id': id } });
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    });

    it('also when nothing is there, or the address makes no sense', async () => {
      for (const path of ['/nothing-here', '/%zz']) {
        const response = await send(path, { headers: { 'x-request-id': 'find-me' } });
        expect(response.headers.get('x-request-id')).toBe('find-me');
      }
    });
  });

  describe('is a problem, when it is an error', () => {
    it('404 for an unknown route, without its query', async () => {
      const problem = await expectProblem(await send('/nothing?here=1'), 404, 'not-found');
      expect(problem.instance).toBe('/nothing');
    });

    it.each([
      ['PUT', '/courses', 'GET, HEAD, POST'],
      ['POST', `/courses/${'a'.repeat(24)}?x=1`, 'DELETE, GET, HEAD, PATCH'],
      ['GET', '/auth/login', 'POST'],
      ['DELETE', '/health', 'GET, HEAD'],
    ])('405 for %s %s, where other methods have a route', async (method, path, allowed) => {
      const answer = await send(path, { method });
      await expectProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers.get('allow')).toBe(allowed);
    });

    it('404 where a route takes the method and finds nothing', async () => {
      await expectProblem(await send('/docs/nothing-here'), 404, 'not-found');
    });

    it('400 for an address that cannot be decoded', async () => {
      const problem = await expectProblem(await send('/courses/%zz?token=secret'), 400, 'bad-request');
      expect(problem.detail).toMatch(/^The address is not well-formed: /);
    });

    it('400 for an address with a fragment, which nobody else is answered by', async () => {
      const heard = await talk('GET /courses#status=draft HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      expect(heard).toMatch(/^HTTP\/1\.1 400 /);
      expect(heard).toContain('"instance":"/courses"');
      for (const path of ['/courses', '/courses']) expect((await send(path)).status).toBe(200);
    });

    it('414 for a part of the address that is longer than any id or key', async () => {
      const problem = await expectProblem(await send(`/courses/${'a'.repeat(600)}`), 414, 'uri-too-long');
      expect(problem.detail).toBe('A part of the address is longer than any id or key.');
    });

    it('400 for JSON that is none', async () => {
      await expectProblem(await sendJson('/auth/login', '{"email": '), 400, 'bad-request');
    });

    it('400 for JSON that reaches for the prototype', async () => {
      await expectProblem(
        await sendJson('/auth/login', '{"__proto__": {"admin": true}}'),
        400,
        'bad-request',
      );
    });

    it('400 that names the fields, for a route that wants a body and gets none', async () => {
      await expectProblem(await sendJson('/auth/login', ''), 400, 'invalid-input');
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ])('415 for a body of type %s', async (type) => {
      const answer = await sendJson('/auth/login', 'email=a', type);
      const problem = await expectProblem(answer, 415, 'unsupported-media-type');
      expect(problem.detail).toBe('A body must be JSON, with the content type application/json.');
    });

    it.each([
      ['is Latin-1', Buffer.from('{"email":"é@example.org"}', 'latin1'), /not UTF-8/],
      ['is cut within a character', Buffer.from('{"email":"é').subarray(0, -1), /not UTF-8/],
      ['has half a character', '{"email":"a\\\\\\ud83c"}', /\\ud83c/],
      ['has its halves apart', '{"email":"\\udf93\\ud83c"}', /\\udf93/],
    ])('400 for a body that %s, whose text nobody could keep', async (_, body, detail) => {
      const problem = await expectProblem(await sendJson('/auth/login', body), 400, 'invalid-input');
      expect(problem.detail).toMatch(detail);
    });

    it('of a field alone, where characters come escaped and whole', async () => {
      const body = '{"email":"\\ud83c\\udf93", "password":"\\\\ud83c"}';
      const problem = await expectProblem(await sendJson('/auth/login', body), 400, 'invalid-input');
      expect(problem.detail).toBe('The request does not fit: email.');
    });

    it('415 for a body that is packed, and says how to send it', async () => {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      const packed = await send('/auth/login', { method: 'POST', body: gzipSync('{}'), headers });
      await expectProblem(packed, 415, 'unsupported-media-type');
      expect(packed.headers.get('accept-encoding')).toBe('identity');
    });

    it('413 for a body beyond 1 MiB', async () => {
      const body = JSON.stringify({ email: 'x'.repeat(1024 * 1024) });
      const problem = await expectProblem(await sendJson('/auth/login', body), 413, 'payload-too-large');
      expect(problem.detail).toBe(
        'A body may have at most 1048576 bytes; text takes fewest as UTF-8, unescaped.',
      );
    });

    it('400 for what is not HTTP at all', async () => {
      const text = await talk('NONSENSE\r\n\r\n');
      expect(text).toMatch(/^HTTP\/1\.1 400 /);
      expect(text.toLowerCase()).toContain('content-type: application/problem+json');
      expect(text.toLowerCase()).toContain('x-request-id: ');
    });

    it('431 for headers without end', async () => {
      const text = await talk(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`);
      expect(text).toMatch(/^HTTP\/1\.1 431 /);
    });
  });

  it('takes JSON with a charset, and HEAD where it takes GET', async () => {
    const response = await sendJson('/auth/login', '{}', 'application/json; charset=utf-8');
    await expectProblem(response, 400, 'invalid-input');
    const head = await send('/courses', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe((await send('/courses')).headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it('lets nothing be sniffed, framed or loaded', async () => {
    const { headers } = await send('/courses');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.has('x-powered-by')).toBe(false);
  });

  describe('to another origin', () => {
    const preflight = (origin: string) =>
      send('/courses', {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization,if-match',
        },
      });

    it('is allowed where it is listed, and shows the headers that clients need', async () => {
      const origin = 'https://learn.example.org';
      const { status, headers } = await preflight(origin);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-methods')).toContain('PATCH');
      expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('if-match');
      const answer = await send('/courses', { headers: { origin } });
      expect(answer.headers.get('access-control-expose-headers')).toContain('X-Consistency-Token');
      expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
    });

    it('is told nothing, and no error, where it asks for no permission', async () => {
      const { status, headers } = await send('/courses', { method: 'OPTIONS' });
      expect([status, headers.get('content-type')]).toEqual([204, null]);
    });

    it('is not allowed where it is not listed', async () => {
      const { headers } = await preflight('https://evil.example.com');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  /** Says something on a bare connection and hears what comes back until it closes. */
  function talk(text: string): Promise<string> {
    const { hostname, port } = new URL(app.url);
    return new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.setEncoding('utf8').on('data', (part: string) => (heard += part));
      socket.on('close', () => resolve(heard)).on('error', reject);
    });
  }
});
