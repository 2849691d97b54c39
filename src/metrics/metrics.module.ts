import { Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { CacheEngine } from '../cache/index.js';
import { Drain } from '../common/http/drain.js';
import { RealtimeModule, RealtimeReport } from '../realtime/index.js';
import { WarmingModule, WarmingService } from '../warming/index.js';
import { registerCacheMetrics } from './cache-metrics.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { registerRealtimeMetrics } from './realtime-metrics.js';
import { registerWarmingMetrics } from './warming-metrics.js';

/** A registry of the application's own, so that several in one process do not share theirs. */
function createRegistry(engine: CacheEngine, warming: WarmingService, realtime: RealtimeReport): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registerCacheMetrics(registry, engine);
  registerWarmingMetrics(registry, warming);
  registerRealtimeMetrics(registry, realtime);
  return registry;
}

@Module({
  imports: [RealtimeModule, WarmingModule],
  controllers: [MetricsController],
  providers: [
    { provide: Registry, inject: [CacheEngine, WarmingService, RealtimeReport], useFactory: createRegistry },
    {
      provide: HttpMetrics,
      inject: [Registry, Drain],
      useFactory: (registry: Registry, drain: Drain) => new HttpMetrics(registry, () => drain.inFlight),
    },
  ],
  exports: [Registry, HttpMetrics],
})
export class MetricsModule {}
