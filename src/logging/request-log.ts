import type { Logger } from 'pino';
import type { FinishedRequest, RequestObserver } from '../common/http/finished-request.js';
import { pathOf } from '../common/http/request-target.js';

/** Routes that machines ask every few seconds; a 503 there is an answer, not a fault. */
const PROBES = /^\/(?:health|metrics)/;
const MAX_PATH = 200;

/** Writes the lines of requests that were alike. */
interface Writer {
  readonly method: string;
  readonly status: number;
  readonly write: (line: object) => void;
}

/** One line a request, when it is over. The query is left out: it may hold what people typed. */
export function createRequestLog(logger: Logger): RequestObserver {
  /** By route: a key joined of all three would be hashed anew for every line. */
  const writers = new Map<string, Writer[]>();
  const writerFor = (finished: FinishedRequest): Writer => {
    const { method, status, route } = finished;
    const ofRoute = writers.get(route) ?? [];
    const known = ofRoute.find((writer) => writer.status === status && writer.method === method);
    if (known) return known;
    const writer = createWriter(logger, finished);
    writers.set(route, [...ofRoute, writer]);
    return writer;
  };
  return (finished) => {
    const { id, url, milliseconds } = finished;
    const path = pathOf(url).slice(0, MAX_PATH);
    const duration = Math.round(milliseconds * 100) / 100;
    writerFor(finished).write({ request_id: id, path, duration_ms: duration });
  };
}

/** What is the same in all lines is made JSON once. */
function createWriter(logger: Logger, { method, route, status }: FinishedRequest): Writer {
  const level = PROBES.test(route) ? 'debug' : status >= 500 ? 'warn' : 'info';
  const alike = logger.child({ method, route, status, msg: 'request' });
  return { method, status, write: (line) => alike[level](line) };
}
