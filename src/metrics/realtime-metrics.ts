import type { Registry } from 'prom-client';
import type { RealtimeReport } from '../realtime/index.js';
import { registerCounter, registerGauge } from './kept-elsewhere.js';

export function registerRealtimeMetrics(registry: Registry, report: RealtimeReport): void {
  registerGauge(registry, 'realtime_listeners', 'Event streams that are open', () => report.listeners);
  const counters = [
    ['events_sent', 'Events told to listeners, once a listener', () => report.sent],
    ['listeners_dropped', 'Listeners that did not read, and were dropped', () => report.dropped],
    ['listeners_refused', 'Listeners beyond the bound', () => report.refused],
    ['listeners_reset', 'Listeners whose last event the log no longer had', () => report.resets],
    ['events_published', 'Events that this instance published on Redis', () => report.published],
    ['publishing_gaps', 'Times that events grew too old to be published', () => report.publishingGaps],
  ] as const;
  for (const [name, help, read] of counters)
    registerCounter(registry, { name: `realtime_${name}_total`, help, labelNames: [] }, () => [[{}, read()]]);
}
