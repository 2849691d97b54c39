import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CachedHandlers } from './cached-handlers.js';
import { TieredCacheService } from './tiered-cache.service.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [TieredCacheService, CachedHandlers],
  exports: [TieredCacheService],
})
export class CacheModule {}
