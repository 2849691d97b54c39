import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { eventually } from '../../../test/support/eventually.js';
import { Drain } from './drain.js';
import { RequestWatch, type FinishedRequest } from './finished-request.js';
import { openFrontDoor, type AnswerAtOnce } from './front-door.js';

const BODY = Buffer.from('"at once"');
const LENGTH = `content-length: ${BODY.length}\r\n`;
/** More than a connection takes whose client reads nothing. */
const LARGE = Buffer.alloc(32 * 1024 * 1024, ' ');

describe('the front door', () => {
  let server: Server;
  let drain: Drain;
  let finished: FinishedRequest[];
  let answerAtOnce: AnswerAtOnce;
  let url: string;

  beforeEach(async () => {
    drain = new Drain();
    finished = [];
    answerAtOnce = () => ({ route: '/things/:id', status: 200, lines: LENGTH, body: BODY });
    server = createServer((_, response) => response.end('"by the framework"'));
    openFrontDoor(server, {
      ...{ drain, watch: new RequestWatch(drain, [(each) => finished.push(each)]) },
      ...{ answerAtOnce: (raw) => answerAtOnce(raw), linesFor: () => '' },
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const ask = async (init: RequestInit = {}): Promise<unknown> =>
    (await fetch(`${url}/things/1`, init)).json();

  /** Asks for an answer that no buffer takes whole, and takes nothing of it yet. */
  async function askSlowly(): Promise<Socket> {
    answerAtOnce = () => ({
      ...{ route: '/large', status: 200, body: LARGE },
      lines: `content-length: ${LARGE.length}\r\n`,
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1').pause();
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    await eventually('it is under way', async () => drain.inFlight === 1);
    return socket;
  }

  it('answers what can be answered at once, and tells of it', async () => {
    const response = await fetch(`${url}/things/1?x=1`, { headers: { 'x-request-id': 'mine' } });
    expect([await response.json(), response.headers.get('x-request-id')]).toEqual(['at once', 'mine']);
    expect(finished).toMatchObject([
      { id: 'mine', method: 'GET', url: '/things/1?x=1', route: '/things/:id', status: 200 },
    ]);
    expect(drain.inFlight).toBe(0);
  });

  it('leaves to the framework what cannot, and what goes wrong', async () => {
    answerAtOnce = () => undefined;
    expect(await ask()).toBe('by the framework');
    answerAtOnce = () => {
      throw new Error('a fault');
    };
    expect(await ask()).toBe('by the framework');
    expect(finished).toEqual([]);
  });

  it('leaves it everything but GET, and everything once the process is about to leave', async () => {
    expect(await ask({ method: 'POST' })).toBe('by the framework');
    drain.begin();
    expect(await ask()).toBe('by the framework');
  });

  it('counts an answer as under way until its client has taken it or left', async () => {
    const socket = await askSlowly();
    expect(finished).toEqual([]);
    socket.destroy();
    await eventually('it is told of', async () => finished.length === 1);
    expect(finished[0]).toMatchObject({ route: '/large', status: 499 });
    expect(drain.inFlight).toBe(0);
  });

  it('tells of a large answer as what it was, once a slow client has all of it', async () => {
    const socket = await askSlowly();
    socket.resume();
    await eventually('it is told of', async () => finished.length === 1);
    expect(finished[0]).toMatchObject({ route: '/large', status: 200 });
    socket.destroy();
  });
});
