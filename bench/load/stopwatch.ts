import { build, type Histogram } from 'hdr-histogram-js';
import type { Latencies } from './load-job.js';

const LONGEST_US = 60_000_000;

/** Latencies in an HDR histogram: 3 digits of every one, in memory that does not grow (Tene, 2012). */
export class Stopwatch {
  private readonly histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
  });

  /** @param milliseconds as `performance.now()` differs */
  record(milliseconds: number): void {
    this.histogram.recordValue(Math.min(LONGEST_US, Math.max(1, Math.round(milliseconds * 1_000))));
  }

  reset(): void {
    this.histogram.reset();
  }

  read(): Latencies {
    const at = (percent: number): number => this.histogram.getValueAtPercentile(percent);
    return { p50: at(50), p99: at(99), p999: at(99.9), max: this.histogram.maxValue };
  }
}
