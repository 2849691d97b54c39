import type { Answer } from '../load/connection.js';
import { Stopwatch } from '../load/stopwatch.js';
import type { Planned } from './deeds.js';
import { Staleness } from './staleness.js';
import { WRITES, type Deed, type DeedResult, type WorkloadResult } from './workload-job.js';

const CACHE_STATUS = /\r\ncache-status: *([^\r]*)/i;
const VERSION = /"version":(\d+)/;
const COMPLETED = /"completed":(\d+)/;

type Counts = { -readonly [name in keyof DeedResult]: DeedResult[name] };

/** Counts, times and judges what comes back. */
export class WorkloadTally {
  private readonly deeds = new Map<Deed, Counts>();
  private readonly all = new Stopwatch();
  private readonly hits = new Stopwatch();
  private readonly writes = new Stopwatch();
  private readonly staleness = new Staleness();
  /** Answered, well or not. */
  requests = 0;
  private failures = 0;
  private firstFailure: string | null = null;

  /**
   * @param since when the request was due, for its time
   * @param began when it was sent, for what it must reflect
   */
  add({ deed, courseId, learner, request }: Planned, answer: Answer, since: number, began: number): void {
    const now = performance.now();
    this.requests += 1;
    if (answer.status >= 300) {
      this.fail(`status ${answer.status} for ${request.method} ${request.path}`);
      return;
    }
    const label = CACHE_STATUS.exec(answer.head)?.[1] ?? '';
    const isStale = label.includes('stale');
    this.judge({ deed, courseId, learner, request }, answer.body, began, now, isStale);
    const counts = this.of(deed);
    counts.requests += 1;
    this.all.record(now - since);
    if ((WRITES as readonly string[]).includes(deed)) this.writes.record(now - since);
    if (isStale) counts.labelledStale += 1;
    if (!label.includes('; hit')) return;
    counts.hits += 1;
    this.hits.record(now - since);
  }

  fail(what: string): void {
    this.failures += 1;
    this.firstFailure ??= what;
  }

  read(seconds: number): WorkloadResult {
    return {
      ...{ seconds, requests: this.requests, failures: this.failures, firstFailure: this.firstFailure },
      deeds: Object.fromEntries(this.deeds),
      ...{ latency: this.all.read(), hitLatency: this.hits.read(), writeLatency: this.writes.read() },
      ...{ staleReads: this.staleness.reads, worstStalenessMs: this.staleness.worstMs },
    };
  }

  private judge(
    { deed, courseId, learner }: Planned,
    body: string,
    began: number,
    now: number,
    isStale: boolean,
  ): void {
    const { staleness } = this;
    const version = Number(VERSION.exec(body)?.[1]);
    const completed = Number(COMPLETED.exec(body)?.[1]);
    const place = `${learner.userId}:${learner.courseId}`;
    if (deed === 'edit') staleness.edited(courseId, version, now);
    else if (deed === 'completion') staleness.completed(place, completed, now);
    else if (deed === 'courses' && !isStale) staleness.seeCourse(courseId, version, began);
    else if (deed === 'progress' && !isStale) staleness.seeProgress(place, completed, began);
  }

  private of(deed: Deed): Counts {
    let counts = this.deeds.get(deed);
    if (!counts) {
      counts = { requests: 0, hits: 0, labelledStale: 0 };
      this.deeds.set(deed, counts);
    }
    return counts;
  }
}
