import type { Logger } from 'pino';
import type { FinishedRequest, RequestObserver } from '../common/http/finished-request.js';

/** Routes that machines ask every few seconds; a 503 there is an answer, not a fault. */
const PROBES = /^\/(?:health|metrics)/;
const MAX_PATH = 200;

type Write = (line: object) => void;

/** One line a request, when it is over. The query is left out: it may hold what people typed. */
export function createRequestLog(logger: Logger): RequestObserver {
  const writers = new Map<string, Write>();
  return (finished) => {
    const { id, url, status, milliseconds } = finished;
    // There are as many as routes, their methods and their statuses.
    const kind = `${status} ${finished.method} ${finished.route}`;
    let write = writers.get(kind);
    if (!write) writers.set(kind, (write = createWriter(logger, finished)));
    const query = url.indexOf('?');
    const path = url.slice(0, query < 0 ? MAX_PATH : Math.min(query, MAX_PATH));
    write({ request_id: id, path, duration_ms: Math.round(milliseconds * 100) / 100 });
  };
}

/** Writes the lines of requests that were alike; what is the same in all of them is made JSON once. */
function createWriter(logger: Logger, { method, route, status }: FinishedRequest): Write {
  const level = PROBES.test(route) ? 'debug' : status >= 500 ? 'warn' : 'info';
  const alike = logger.child({ method, route, status });
  return (line) => alike[level](line, 'request');
}
