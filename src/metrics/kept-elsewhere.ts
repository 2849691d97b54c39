import { Counter, Gauge, type Registry } from 'prom-client';

type Sample<L extends string> = readonly [labels: Readonly<Record<L, string>>, value: number];

/** Registers a counter whose figures somebody else keeps; they are read when Prometheus asks. */
export function registerCounter<L extends string>(
  registry: Registry,
  about: { readonly name: string; readonly help: string; readonly labelNames: readonly L[] },
  read: () => readonly Sample<L>[],
): void {
  const counter = new Counter<L>({
    ...about,
    registers: [],
    collect() {
      this.reset();
      for (const [labels, value] of read()) this.inc(labels, value);
    },
  });
  registry.registerMetric(counter);
}

/** Registers a gauge that is read when Prometheus asks. */
export function registerGauge(registry: Registry, name: string, help: string, read: () => number): void {
  const gauge = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
  registry.registerMetric(gauge);
}
