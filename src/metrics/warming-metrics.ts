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
  registerGauge(registry, 'cache_warming_leader', '1 where this instance warms for the fleet', () =>
    Number(warming.report.leader),
  );
  registerGauge(
    registry,
    'cache_warming_learned_entries',
    'Entries of the last run that are warmed because they are read most',
    () => warming.report.learned,
  );
}
