import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { eventually } from '../../../test/support/eventually.js';
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
  let sender: PreparedSender;
  let asked: number;
  /** How many of the answers were prepared ones. */
  let prepared: number;
  beforeEach(() => void ([asked, prepared] = [0, 0]));
  afterEach(() => void server.close());

  async function listen(listener: RequestListener): Promise<number> {
    server = createServer((request, response) => {
      asked += 1;
      listener(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    sender = new PreparedSender(server);
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
    else if (way === 'usual' || !PreparedSender.suits(response))
      response.writeHead(Number(status), isWhole ? ENTIRE : HEADERS).end(isWhole ? BODY : undefined);
    else send(response, Number(status), isWhole ? BODY : undefined);
  }

  function send(response: ServerResponse, status: number, body: Buffer | undefined): void {
    const lines = body ? linesOf({ ...HEADERS, 'content-length': body.length }) : linesOf(HEADERS);
    sender.send(response, { status, lines, body });
    prepared += 1;
  }

  const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`;

  it.each(['200', '304'])('with %s is byte for byte what the usual way sends', async (status) => {
    const port = await listen(({ url = '' }, response) => respond(url, response));
    const usual = await exchange(port, get(`/usual/${status}`) + get('/last'));
    const quick = await exchange(port, get(`/prepared/${status}`) + get('/last'));
    expect([quick, prepared]).toEqual([usual, 1]);
    expect(quick).toContain(`HTTP/1.1 ${status} `);
  });

  it('takes its turn among requests that were sent together', async () => {
    const port = await listen(({ url = '' }, response) => {
      // The first is late; what was asked after it has to wait for it.
      if (url === '/usual/200') setTimeout(() => respond(url, response), 20);
      else respond(url, response);
    });
    const requests = get('/usual/200') + get('/prepared/304') + get('/prepared/200') + get('/last');
    const statuses = [...(await exchange(port, requests)).matchAll(/HTTP\/1.1 (\d+)/g)].map(
      ([, code]) => code,
    );
    expect(statuses).toEqual(['200', '304', '200', '204']);
  });

  it('goes out at once to who sends many together and waits for none of them', async () => {
    const port = await listen(({ url = '' }, response) => respond(url, response));
    const requests = get('/prepared/304') + get('/prepared/200') + get('/prepared/304') + get('/last');
    const statuses = [...(await exchange(port, requests)).matchAll(/HTTP\/1.1 (\d+)/g)].map(
      ([, code]) => code,
    );
    expect([statuses, prepared]).toEqual([['304', '200', '304', '204'], 3]);
  });

  it.each([50_000, 100_000])('of %i bytes reaches a client that stops reading as it was', async (length) => {
    const port = await listen(({ url = '' }, response) => {
      if (PreparedSender.suits(response)) send(response, 200, Buffer.alloc(length, url.slice(1)));
      else respond(url === '/last' ? url : '/usual/304', response);
    });
    const sluggish = connect(port, '127.0.0.1').pause();
    // Until the system takes no more of them: the first that does not suit comes after one that is stuck.
    let sent = 0;
    do {
      sluggish.write(get('/a'));
      sent += 1;
      await eventually('it was asked', async () => asked === sent);
    } while (prepared === sent);
    await exchange(port, get('/b') + get('/b', 'connection: close\r\n'));
    const parts: Buffer[] = [];
    sluggish.on('data', (part) => parts.push(part)).resume();
    sluggish.write(get('/last'));
    await once(sluggish, 'close');
    const bodies = Buffer.concat(parts)
      .toString('latin1')
      .split(/HTTP[^]*?\r\n\r\n/)
      .slice(1);
    expect(bodies.filter(Boolean)).toEqual(Array.from({ length: prepared - 1 }, () => 'a'.repeat(length)));
  });

  it('leaves a connection that is closed once nobody has asked for a while', async () => {
    const port = await listen(({ url = '' }, response) => respond(url, response));
    server.keepAliveTimeout = 50;
    const socket = connect(port, '127.0.0.1').resume();
    socket.write(get('/prepared/200'));
    await once(socket, 'close');
    expect(prepared).toBe(1);
  });

  it('is emitted as finished, and then as closed, as the usual one is', async () => {
    const events: string[] = [];
    const port = await listen(({ url = '' }, response) => {
      for (const event of ['finish', 'close']) response.once(event, () => events.push(`${url} ${event}`));
      respond(url, response);
    });
    await exchange(port, get('/prepared/200') + get('/last'));
    expect(events.toSorted()).toEqual([
      '/last close',
      '/last finish',
      '/prepared/200 close',
      '/prepared/200 finish',
    ]);
    expect(events.indexOf('/prepared/200 finish')).toBeLessThan(events.indexOf('/prepared/200 close'));
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
