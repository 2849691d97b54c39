import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { APP_GUARD, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import { isInstant, type Admits, type RouteTarget } from '../../common/http/instant-guard.js';
import { TieredCacheService } from '../tiered-cache.service.js';
import { writeCached } from './cached-reply.js';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { ConsistencyService } from './consistency.service.js';

interface ShortRoute {
  readonly cached: CachedMetadata;
  /** Every guard of the route, those of the whole application first. */
  readonly admits: readonly Admits[];
}

/**
 * Answers a `GET` with `@Cached` from memory before the pipeline begins, by the same decorators: the same guards,
 * the same parameters, the same rights, the same headers. Whatever it cannot say at once, refusals and misses
 * among them, it leaves to the pipeline. A route with a guard that always waits has no short way.
 */
@Injectable()
export class ShortWay implements OnApplicationBootstrap {
  private readonly routes = new Map<string, ShortRoute>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly cache: TieredCacheService,
    private readonly consistency: ConsistencyService,
  ) {}

  /** Patterns of the routes that have one, as `/courses/:id`. */
  get patterns(): readonly string[] {
    return [...this.routes.keys()];
  }

  onApplicationBootstrap(): void {
    const everywhere = this.discovery
      .getProviders()
      .filter(({ token }) => String(token).startsWith(APP_GUARD));
    for (const controller of this.discovery.getControllers()) {
      const { instance } = controller as { instance: object | null };
      if (!instance) continue;
      for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        this.addRoute(controller, everywhere, Reflect.get(instance, name) as RouteTarget['handler']);
      }
    }
  }

  /** Whether the request was answered. */
  answer(request: FastifyRequest, reply: FastifyReply): boolean {
    const route = request.method === 'GET' ? this.routes.get(request.routeOptions.url ?? '') : undefined;
    if (!route) return false;
    const found = this.find(route, request);
    if (!found) return false;
    const answer = this.cache.serve(found.recalled);
    this.consistency.tell(reply, found.seen, answer.stamp);
    sendNow(reply, writeCached(route.cached, answer, request, reply));
    return true;
  }

  private find({ cached: { row, route }, admits }: ShortRoute, request: FastifyRequest) {
    try {
      if (!admits.every((admitsRequest) => admitsRequest(request))) return undefined;
      const params = route.from(request);
      if (route.skip?.(params)) return undefined;
      const seen = this.consistency.seenBy(request);
      const recalled = this.cache.recall(row, params, { notBefore: seen });
      if (recalled) route.authorize?.(recalled.held.meta, request);
      return recalled && { recalled, seen };
    } catch {
      // A refusal, or bad input: the pipeline meets it again, and words it.
      return undefined;
    }
  }

  private addRoute(
    controller: InstanceWrapper,
    everywhere: readonly InstanceWrapper[],
    handler: RouteTarget['handler'],
  ): void {
    const cached = this.reflector.get<CachedMetadata | undefined>(CACHED_ROUTE, handler);
    const isGet = Reflect.getMetadata(METHOD_METADATA, handler) === RequestMethod.GET;
    const target = controller.metatype as RouteTarget['controller'] | null;
    if (!cached || !isGet || !target) return;
    const named = [target, handler].flatMap(
      (decorated) => (Reflect.getMetadata(GUARDS_METADATA, decorated) as (typeof target)[] | undefined) ?? [],
    );
    const guards = [...everywhere, ...named.map((guard) => controller.host?.injectables.get(guard))].map(
      (wrapper) => wrapper?.instance as object | undefined,
    );
    const admits = guards.map((guard) =>
      guard && isInstant(guard) ? guard.admitting({ controller: target, handler }) : undefined,
    );
    if (!admits.every((known) => known !== undefined)) return;
    this.routes.set(patternOf(target, handler), { cached, admits });
  }
}

/** Past the framework's own sending, which has hooks, streams and serialisation to think of: a twelfth of an answer. */
function sendNow(reply: FastifyReply, body: Buffer | undefined): void {
  reply.hijack();
  const headers = reply.getHeaders();
  if (body) headers['content-length'] = body.length;
  reply.raw.writeHead(reply.statusCode, headers as OutgoingHttpHeaders);
  reply.raw.end(body);
}

function patternOf(...decorated: object[]): string {
  const parts = decorated.map((target) => String(Reflect.getMetadata(PATH_METADATA, target)));
  return `/${parts
    .map((part) => part.replaceAll(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}
