import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CACHED_ROUTE, type CachedMetadata } from './cached-route.js';
import { TieredCacheService } from '../tiered-cache.service.js';

type Handler = (params: unknown) => Promise<unknown>;

/** Makes every handler with `@Cached` the loader of its row. */
@Injectable()
export class CachedHandlers implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly cache: TieredCacheService,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getControllers()) {
      if (!instance) continue;
      for (const name of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = Reflect.get(instance, name) as Handler;
        const cached = this.reflector.get<CachedMetadata | undefined>(CACHED_ROUTE, handler);
        if (cached) this.cache.provide(cached.row, async (params) => handler.call(instance, params));
      }
    }
  }
}
