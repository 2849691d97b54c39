import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CACHED_ROUTE, type CachedMetadata } from '../cache/http/cached-route.js';
import { LEAST_ROLE, PUBLIC_ROUTE, type PublicAccess, type RoleName } from '../common/index.js';

/** What the decorators of a handler say of it; the guards and interceptors go by the same. */
export interface RouteFacts {
  /** Undefined: sign-in is required. */
  readonly access: PublicAccess | undefined;
  readonly role: RoleName | undefined;
  readonly cached: CachedMetadata | undefined;
}

/** The document's name of an operation: `Courses_list` for `CoursesController.list`. */
export function nameOperation(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}_${method}`;
}

/** Facts of every handler, by operation. */
export function collectRouteFacts(app: INestApplication): ReadonlyMap<string, RouteFacts> {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const facts = new Map<string, RouteFacts>();
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) continue;
    for (const name of scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
      const handler = Reflect.get(instance, name) as () => unknown;
      const targets = [handler, metatype];
      facts.set(nameOperation(metatype.name, name), {
        access: reflector.getAllAndOverride<PublicAccess | undefined>(PUBLIC_ROUTE, targets),
        role: reflector.getAllAndOverride<RoleName | undefined>(LEAST_ROLE, targets),
        cached: reflector.get<CachedMetadata | undefined>(CACHED_ROUTE, handler),
      });
    }
  }
  return facts;
}
