import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { Drain } from './drain.js';

/** Requests that are under way when the process leaves have this long to finish, in milliseconds. */
const DRAIN_BOUND_MS = 10_000;

/**
 * Then connections that carry no request are closed after this long, in milliseconds. The server itself
 * closes those that have had one, but waits a minute for those on which nothing was ever sent.
 */
const IDLE_BOUND_MS = 300;

/**
 * Nest closes modules before it closes the server. Here the requests finish first, while everything that
 * they need still stands.
 */
export class DrainingAdapter extends FastifyAdapter {
  constructor(
    options: FastifyServerOptions,
    readonly drain: Drain,
    private readonly boundMs = DRAIN_BOUND_MS,
  ) {
    super(options);
  }

  // oxlint-disable-next-line typescript/no-misused-promises -- Nest awaits it: NestApplication.prepareClose
  override async beforeClose(): Promise<void> {
    super.beforeClose();
    const finished = await this.drain.finish(this.boundMs);
    const { server } = this.instance;
    if (finished) setTimeout(() => server.closeAllConnections(), IDLE_BOUND_MS).unref();
    else server.closeAllConnections();
  }
}
