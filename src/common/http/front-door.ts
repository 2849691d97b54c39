import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Drain } from './drain.js';
import type { RequestWatch } from './finished-request.js';
import { PreparedSender, type PreparedAnswer } from './prepared-answer.js';
import { identifyRequest } from './request-id.js';

/** What can be said without waiting for anything. */
export interface InstantAnswer extends PreparedAnswer {
  /** The route's pattern. */
  readonly route: string;
}

/** The answer that can be given at once; undefined leaves the request to the framework. */
export type AnswerAtOnce = (raw: IncomingMessage) => InstantAnswer | undefined;

export interface FrontDoor {
  readonly drain: Drain;
  readonly watch: RequestWatch;
  readonly answerAtOnce: AnswerAtOnce;
  /** Header lines that depend on who asks, each with its CRLF. */
  readonly linesFor: (raw: IncomingMessage) => string;
}

type Listener = (raw: IncomingMessage, response: ServerResponse) => void;

/** Lets `answerAtOnce` see every request of `server` before its own listener, the framework, does. */
export function openFrontDoor(server: Server, door: FrontDoor): void {
  const { drain, watch, answerAtOnce, linesFor } = door;
  const [framework] = server.listeners('request') as Listener[];
  if (!framework) throw new Error('The server has no listener to stand before.');
  const sender = new PreparedSender(server);
  server.removeListener('request', framework);
  server.on('request', (raw, response) => {
    const startedAt = performance.now();
    const isOpen = raw.method === 'GET' && !drain.isDraining && PreparedSender.suits(response);
    const answer = isOpen ? tryTo(answerAtOnce, raw) : undefined;
    if (!answer) return framework(raw, response);
    const { route, status } = answer;
    const begun = { id: identifyRequest(raw), method: 'GET', url: raw.url ?? '', route };
    const lines = `x-request-id: ${begun.id}\r\n${linesFor(raw)}${answer.lines}`;
    sender.send(response, { status, lines, body: answer.body });
    if (response.writableLength > 0) watch.until(response, startedAt, () => begun);
    else watch.done(begun, status, startedAt);
  });
}

/** Nothing has been sent yet, so a fault is the framework's to meet again, and to word and log. */
function tryTo(answerAtOnce: AnswerAtOnce, raw: IncomingMessage): InstantAnswer | undefined {
  try {
    return answerAtOnce(raw);
  } catch {
    return undefined;
  }
}
