import type { FinishedRequest } from '../common/http/finished-request.js';
import { WrittenLog } from '../../test/support/written-log.js';
import { createLogger } from './logger.js';
import { createRequestLog } from './request-log.js';

function linesOf(...finished: Partial<FinishedRequest>[]) {
  const written = new WrittenLog();
  const logger = createLogger('debug', written);
  const log = createRequestLog(logger);
  const usual = { id: 'r-1', method: 'GET', url: '/courses', route: '/courses', status: 200 };
  for (const each of finished) log({ ...usual, milliseconds: 1.2345, ...each });
  logger.flush();
  const lines = written.text.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the line of a request', () => {
  it('says which request it was, what came of it and how long it took', () => {
    expect(linesOf({ url: '/courses?q=private+matters' })).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        request_id: 'r-1',
        method: 'GET',
        route: '/courses',
        path: '/courses',
        status: 200,
        duration_ms: 1.23,
        msg: 'request',
      },
    ]);
  });

  it('warns of faults of the server, and whispers of probes', () => {
    const [fault, probe, scrape] = linesOf(
      { status: 503 },
      { status: 503, route: '/health/ready' },
      { route: '/metrics' },
    );
    expect(fault).toMatchObject({ level: 'warn' });
    expect(probe).toMatchObject({ level: 'debug' });
    expect(scrape).toMatchObject({ level: 'debug' });
  });

  it('is no longer for an address without end', () => {
    const [line] = linesOf({ url: `/${'a'.repeat(10_000)}` });
    expect(String(line?.['path'])).toHaveLength(200);
  });
});
