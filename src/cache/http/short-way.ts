import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { APP_GUARD, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import findMyWay from 'find-my-way';
import type { IncomingMessage } from 'node:http';
import { RawRequest, type AddressOf } from '../../common/http/asked-request.js';
import { MAX_PARAM_LENGTH } from '../../common/http/fastify-options.js';
import type { InstantAnswer } from '../../common/http/front-door.js';
import { isWellFormed } from '../../common/http/request-target.js';
import { isInstant, type Admits, type RouteTarget } from '../../common/http/instant-guard.js';
import { TieredCacheService } from '../tiered-cache.service.js';
import { CachedHead } from './cached-head.js';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { ConsistencyService } from './consistency.service.js';

interface ShortRoute {
  readonly cached: CachedMetadata;
  readonly head: CachedHead;
  /** Every guard of the route, those of the whole application first. */
  readonly admits: readonly Admits[];
}

/**
 * Answers a `GET` with `@Cached` from memory before the framework sees it, by the same decorators: the same guards,
 * the same parameters, the same rights, the same headers. Whatever it cannot say at once, refusals and misses
 * among them, it leaves to the framework. A route with a guard that always waits has no short way.
 */
@Injectable()
export class ShortWay implements OnApplicationBootstrap {
  /** Patterns of the routes that have one, as `/courses/:id`. */
  readonly patterns: string[] = [];
  /** Queries are given as they stand. */
  private readonly router = findMyWay({
    maxParamLength: MAX_PARAM_LENGTH,
    querystringParser: (text: string) => ({ text }),
  });

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly cache: TieredCacheService,
    private readonly consistency: ConsistencyService,
  ) {}

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

  /** The answer to a `GET`, if memory can give it. */
  answer(raw: IncomingMessage, addressOf: AddressOf): InstantAnswer | undefined {
    const url = raw.url ?? '';
    // The framework refuses what begins with anything else, and the router does not.
    const matched = url.startsWith('/') && isWellFormed(url) ? this.router.find('GET', url) : null;
    const route = matched?.store as ShortRoute | null | undefined;
    if (!matched || !route) return undefined;
    const { text = '' } = matched.searchParams;
    const found = this.find(route, new RawRequest(raw, matched.params, text, addressOf));
    if (!found) return undefined;
    const { recalled, seen } = found;
    const answer = this.cache.serve(recalled);
    const token = this.consistency.tokenOf(Math.max(seen, answer.readAt));
    return route.head.prepare(answer, token, raw.headers['if-none-match']);
  }

  private find({ cached: { row, route }, admits }: ShortRoute, request: RawRequest) {
    try {
      for (const admitsRequest of admits) if (!admitsRequest(request)) return undefined;
      const params = route.from(request);
      if (route.skip?.(params)) return undefined;
      const seen = this.consistency.seenBy(request);
      const recalled = this.cache.recall(row, params, { notBefore: seen });
      if (recalled) route.authorize?.(recalled.held.meta, request);
      return recalled && { recalled, seen };
    } catch {
      // A refusal, or bad input: the framework meets it again, and words it.
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
    const pattern = patternOf(target, handler);
    const store: ShortRoute = { cached, head: new CachedHead(pattern, cached), admits };
    this.router.on('GET', pattern, () => undefined, store);
    this.patterns.push(pattern);
  }
}

function patternOf(...decorated: object[]): string {
  const parts = decorated.map((target) => String(Reflect.getMetadata(PATH_METADATA, target)));
  return `/${parts
    .map((part) => part.replaceAll(/^\/|\/$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}
