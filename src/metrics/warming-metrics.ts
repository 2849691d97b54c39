import type { Registry } from 'prom-client';
import type { WarmingService } from '../warming/index.js';
import { registerCounter, registerGauge } from './kept-elsewhere.js';

export function registerWarmingMetrics(registry: Registry, warming: WarmingService): void {
  registerCounter(
    registry,
    { name: 'cache_warming_runs_total', help: 'Runs of cache warming', labelNames: [] },
    () => [[{}, warming.report.runs]],
  );
  registerCounter(
    registry,
    { name: 'cache_warming_failures_total', help: 'Entries that could not be warmed', labelNames: [] },
    () => [[{}, warming.report.failures]],
  );
  registerGauge(
    registry,
    'cache_warming_last_duration_seconds',
    'What the last run took',
    () => warming.report.took_ms / 1_000,
  );
}
