import { Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Drain } from '../common/http/drain.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** A registry of the application's own, so that several in one process do not share theirs. */
function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

@Module({
  controllers: [MetricsController],
  providers: [
    { provide: Registry, useFactory: createRegistry },
    {
      provide: HttpMetrics,
      inject: [Registry, Drain],
      useFactory: (registry: Registry, drain: Drain) => new HttpMetrics(registry, () => drain.inFlight),
    },
  ],
  exports: [Registry, HttpMetrics],
})
export class MetricsModule {}
