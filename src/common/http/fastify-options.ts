import { LogController, type FastifyBaseLogger, type FastifyServerOptions } from 'fastify';
import proxyAddr from '@fastify/proxy-addr';
import type { Socket } from 'node:net';
import { addressOrPeer, parseQuery, type AddressOf } from './asked-request.js';
import type { AppConfig } from '../../../config/index.js';
import { identifyRequest } from './request-id.js';
import { describeProblem } from './problem.js';
import { InvalidInputError } from '../errors.js';
import { BODY_LIMIT } from './json-body.js';
import { DATA_HEADERS } from './security-headers.js';
import { countAndSend, type CompleteHeaders, type CountRequest } from './problem.filter.js';

/** A client has this long to send a request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The longest parameter of a path, such as a cache key. */
export const MAX_PARAM_LENGTH = 512;

/**
 * How the server listens: limits, request ids, logs, and problems where no route is reached.
 *
 * @param complete adds headers that every answer has
 * @param count of what no route is reached for
 */
export function createFastifyOptions(
  config: AppConfig,
  logger: FastifyBaseLogger,
  complete: CompleteHeaders,
  count: CountRequest,
): FastifyServerOptions {
  const addressOf = clientAddress(config);
  return {
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: identifyRequest,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // While it closes, our own hook answers, with a problem and the request's id.
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, querystringParser: parseQuery },
    trustProxy: trustedHops(config.env.TRUST_PROXY),
    frameworkErrors: (error, request, reply) => {
      void reply.headers({ ...DATA_HEADERS, 'x-request-id': request.id });
      complete(request, reply);
      const { raw } = request;
      // This request does not know what proxies say.
      void countAndSend(error, request, reply, () => count({ raw, ip: addressOf(raw) }));
    },
    clientErrorHandler: refuseConnection,
  };
}

/** A number of proxies becomes the predicate that Fastify asks about each hop. */
function trustedHops(setting: boolean | number): boolean | ((address: string, hop: number) => boolean) {
  return typeof setting === 'number' ? (_, hop) => hop < setting : setting;
}

/** How the client's address is read off a request that the framework has not seen, by the same setting. */
export function clientAddress({ env }: AppConfig): AddressOf {
  const trusted = trustedHops(env.TRUST_PROXY);
  if (trusted === false) return ({ socket }) => socket.remoteAddress ?? '';
  const trusts = trusted === true ? () => true : trusted;
  return (raw) => addressOrPeer(proxyAddr(raw, trusts), raw);
}

/** What could not be read as HTTP is answered on the bare connection. */
function refuseConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { problem, headers } = describeProblem(toClientError(error.code), '/');
  const body = JSON.stringify(problem);
  const lines = Object.entries({
    ...headers,
    'x-request-id': identifyRequest({ headers: {} }),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`);
}

const CLIENT_ERRORS: Readonly<Record<string, { statusCode: number; detail: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { statusCode: 408, detail: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { statusCode: 431, detail: 'The headers are too large.' },
};

function toClientError(code: string | undefined): Error {
  const known = CLIENT_ERRORS[code ?? ''];
  if (!known) return new InvalidInputError('The request is not well-formed HTTP.');
  return Object.assign(new Error(known.detail), { statusCode: known.statusCode });
}
