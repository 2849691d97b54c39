import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import { MAX_PARAM_LENGTH } from './fastify-options.js';
import { pathOf } from './request-target.js';

/** A route for every path there is, such as the one that answers preflights: it says nothing of any path. */
const EVERYWHERE = /^\/?\*$/;

/** Which methods a path has routes for. The framework's router tells only that it has none for this one. */
export class RouteMethods {
  private readonly router = findMyWay({ maxParamLength: MAX_PARAM_LENGTH });
  private readonly known = new Set<HTTPMethod>();

  /** @param fastify before its routes are added */
  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ method, url }) => {
      if (EVERYWHERE.test(url)) return;
      for (const each of [method].flat() as HTTPMethod[]) this.add(each, url);
    });
  }

  /** @returns in the order of the alphabet; none for a path that nothing is at */
  of(target: string): string[] {
    const path = pathOf(target);
    return [...this.known].filter((method) => this.router.find(method, path) !== null).sort();
  }

  private add(method: HTTPMethod, url: string): void {
    if (this.router.hasRoute(method, url)) return;
    this.known.add(method);
    this.router.on(method, url, () => undefined);
  }
}
