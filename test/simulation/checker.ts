import type { LogTime } from '../../src/database/index.js';
import type { FakeDatabase } from './fake-database.js';

/** One read as its client saw it. */
export interface ReadRecord {
  readonly host: string;
  readonly id: string;
  /** How old it may be where it is labelled stale, in seconds. */
  readonly staleSeconds: number;
  readonly token: LogTime;
  readonly beganAt: number;
  readonly endedAt: number;
  readonly version: number | null;
  /** How often it had been written to, as far as the answer says. */
  readonly writes: number | null;
  readonly stamp: LogTime;
  readonly stale: boolean;
}

export interface Violation {
  readonly rule: 'promise' | 'token' | 'stamp' | 'quiescence' | 'liveness';
  readonly text: string;
}

/** A clock that is read in whole seconds may make a stale answer look this much younger, in milliseconds. */
const SECOND = 1_000;

/** Holds every read against what was acknowledged when: the promise, word for word. */
export class Checker {
  readonly violations: Violation[] = [];
  reads = 0;
  staleReads = 0;

  constructor(
    private readonly database: FakeDatabase,
    private readonly stalenessMs: number,
  ) {}

  check(read: ReadRecord): void {
    this.reads += 1;
    if (read.stale) this.staleReads += 1;
    const shown = this.database.versionAt(read.id, read.stamp);
    if (shown !== read.version) this.violate('stamp', read, `at its stamp the version was ${shown}`);
    const count = this.database.writesUntil(read.id, read.stamp);
    if (read.writes !== null && read.writes !== count)
      this.violate('stamp', read, `it counts ${read.writes} writes, at its stamp there were ${count}`);
    for (const write of this.database.historyOf(read.id)) {
      if (write.time <= read.stamp) continue;
      const allowed = read.stale ? read.staleSeconds * SECOND + SECOND : this.stalenessMs;
      const age = read.beganAt - write.acknowledgedAt;
      if (age > allowed)
        this.violate('promise', read, `misses version ${write.version}, acknowledged ${age} ms before`);
      if (write.time <= read.token)
        this.violate('token', read, `misses version ${write.version}, which its token names`);
    }
  }

  violate(rule: Violation['rule'], read: Partial<ReadRecord>, text: string): void {
    this.violations.push({
      rule,
      text: `${read.host ?? ''} ${read.id ?? ''} v${read.version} at ${read.beganAt}: ${text}`,
    });
  }
}
