import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { PreparedSender } from './prepared-answer.js';

const BODY = Buffer.from('{"title":"Größe"}');
const HEADERS = { 'x-request-id': 'r-1', etag: '"e"', 'content-type': 'application/json' };
const ENTIRE = { ...HEADERS, 'content-length': String(BODY.length) };

const linesOf = (headers: object): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

describe('a prepared answer', () => {
  let server: Server;
  afterEach(() => void server.close());

  async function listen(listener: RequestListener): Promise<number> {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Sends `request` as it stands, and returns all that comes back until the server closes. */
  async function exchange(port: number, request: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    const parts: Buffer[] = [];
    socket.on('data', (part) => parts.push(part));
    socket.write(request);
    await once(socket, 'close');
    return Buffer.concat(parts)
      .toString()
      .replaceAll(/Date: .*/g, 'Date: now');
  }

  /** The path says how: `/prepared/200`, `/usual/304`, `/last` (which ends the connection). */
  function respond(url: string, response: ServerResponse): void {
    const [, way, status] = url.split('/');
    const isWhole = status === '200';
    if (way === 'last') response.writeHead(204, { connection: 'close' }).end();
    else if (way === 'usual')
      response.writeHead(Number(status), isWhole ? ENTIRE : HEADERS).end(isWhole ? BODY : undefined);
    else {
      if (!PreparedSender.suits(response)) throw new Error('this connection does not suit');
      const body = isWhole ? BODY : undefined;
      const lines = linesOf(isWhole ? ENTIRE : HEADERS);
      new PreparedSender(server).send(response, { status: Number(status), lines, body });
    }
  }

  const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`;

  it.each(['200', '304'])('with %s is byte for byte what the usual way sends', async (status) => {
    const port = await listen(({ url = '' }, response) => respond(url, response));
    const usual = await exchange(port, get(`/usual/${status}`) + get('/last'));
    const prepared = await exchange(port, get(`/prepared/${status}`) + get('/last'));
    expect(prepared).toBe(usual);
    expect(prepared).toContain(`HTTP/1.1 ${status} `);
  });

  it('takes its turn among requests that were sent together', async () => {
    const port = await listen(({ url = '' }, response) => {
      // The first is late; what was asked after it has to wait for it.
      if (url === '/usual/200') setTimeout(() => respond(url, response), 20);
      else respond(url, response);
    });
    const asked = get('/usual/200') + get('/prepared/304') + get('/prepared/200') + get('/last');
    const statuses = [...(await exchange(port, asked)).matchAll(/HTTP\/1.1 (\d+)/g)].map(([, code]) => code);
    expect(statuses).toEqual(['200', '304', '200', '204']);
  });

  it('is emitted as finished, and leaves nothing waiting', async () => {
    const finished: boolean[] = [];
    const port = await listen(({ url = '' }, response) => {
      response.once('close', () => finished.push(response.writableFinished));
      respond(url, response);
    });
    await exchange(port, get('/prepared/200') + get('/last'));
    expect(finished).toEqual([true, true]);
  });

  it.each([
    ['that asks to close', get('/', 'connection: close\r\n')],
    ['of HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
  ])('does not suit a connection %s', async (_, request) => {
    const suited: boolean[] = [];
    const port = await listen((__, response) => {
      suited.push(PreparedSender.suits(response));
      response.end();
    });
    await exchange(port, request);
    expect(suited).toEqual([false]);
  });
});
