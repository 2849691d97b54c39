import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '../../config/index.js';
import { SnapshotReader } from '../database/index.js';
import { CacheAdminService } from './cache-admin.service.js';
import { CacheController } from './cache.controller.js';
import { CacheEngine } from './cache-engine.js';
import { CacheLifecycle } from './cache-lifecycle.js';
import { CacheReport } from './cache-report.service.js';
import { CacheManagerModule } from './cache-manager/cache-manager.module.js';
import { CachedHandlers } from './http/cached-handlers.js';
import { ConsistencyTokens } from './coherence/consistency-token.js';
import { ConsistencyInterceptor } from './http/consistency.interceptor.js';
import { ConsistencyService } from './http/consistency.service.js';
import { ShortWay } from './http/short-way.js';
import { ENGINE_OPTIONS, type EngineOptions } from './engine.options.js';
import { createEngine } from './create-engine.js';
import { TieredCacheService } from './tiered-cache.service.js';

@Global()
@Module({})
export class CacheModule {
  /** @param options the rows and the collections they depend on: all the engine knows of the application. */
  static with(options: EngineOptions): DynamicModule {
    return {
      module: CacheModule,
      imports: [DiscoveryModule, CacheManagerModule],
      controllers: [CacheController],
      providers: [
        { provide: ENGINE_OPTIONS, useValue: options },
        {
          provide: CacheEngine,
          inject: [AppConfig, SnapshotReader, ENGINE_OPTIONS],
          useFactory: createEngine,
        },
        {
          provide: ConsistencyTokens,
          inject: [AppConfig],
          useFactory: ({ env }: AppConfig) => new ConsistencyTokens(env.JWT_SECRET),
        },
        { provide: APP_INTERCEPTOR, useClass: ConsistencyInterceptor },
        CacheAdminService,
        CacheLifecycle,
        CacheReport,
        CachedHandlers,
        ConsistencyService,
        ShortWay,
        TieredCacheService,
      ],
      exports: [
        CacheAdminService,
        CacheEngine,
        CacheReport,
        ConsistencyService,
        ShortWay,
        TieredCacheService,
      ],
    };
  }
}
