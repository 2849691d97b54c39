import { Logger } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import { jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { parseConfig } from '../../../config/index.js';
import type { EventFeed } from '../feed/event-feed.service.js';
import { EventJournal } from '../feed/event-journal.js';
import type { EventLog } from '../log/event-log.js';
import { RealtimeReport } from '../realtime-report.js';
import { EventRelay } from './event-relay.service.js';

async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('the relay says why events are not published when Redis is away, once', async () => {
  const address = `127.0.0.1:${await findClosedPort()}`;
  const told = new Promise<unknown[]>((resolve) => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((...line: unknown[]) => resolve(line));
  });
  const relay = new EventRelay(
    { httpAdapter: {} } as HttpAdapterHost,
    parseConfig({
      MONGO_URI: 'mongodb://localhost/x',
      JWT_SECRET: '0123456789abcdef',
      REDIS_URL: `redis://${address}`,
    }),
    { journal: new EventJournal(10), onEvent: () => () => undefined } as unknown as EventFeed,
    { mark: () => Promise.resolve(1) } as unknown as EventLog,
    new RealtimeReport(),
  );
  relay.onApplicationBootstrap();
  try {
    expect(await told).toEqual([expect.stringContaining(`connect ECONNREFUSED ${address}`)]);
  } finally {
    await relay.beforeApplicationShutdown();
    jest.restoreAllMocks();
  }
});
