import type { Logger } from 'pino';
import type { RequestObserver } from '../common/http/finished-request.js';

/** Routes that machines ask every few seconds; a 503 there is an answer, not a fault. */
const PROBES = /^\/(?:health|metrics)/;
const MAX_PATH = 200;

/** One line a request, when it is over. The query is left out: it may hold what people typed. */
export function createRequestLog(logger: Logger): RequestObserver {
  return ({ id, method, url, route, status, milliseconds }) => {
    const level = PROBES.test(route) ? 'debug' : status >= 500 ? 'warn' : 'info';
    if (!logger.isLevelEnabled(level)) return;
    const path = url.split('?', 1)[0]?.slice(0, MAX_PATH);
    const duration_ms = Math.round(milliseconds * 100) / 100;
    logger[level]({ request_id: id, method, route, path, status, duration_ms }, 'request');
  };
}
