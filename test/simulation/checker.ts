import type { LogTime } from '../../src/database/index.js';
import type { FakeDatabase } from './fake-database.js';

/** A document as a read shows it. */
export interface ReadDocument {
  readonly id: string;
  readonly version: number | null;
  /** How often it had been written to, as far as the answer says. */
  readonly writes: number | null;
}

/** One read as its client saw it. */
export interface ReadRecord {
  readonly host: string;
  readonly documents: readonly ReadDocument[];
  /** How old it may be where it is labelled stale, in seconds. */
  readonly staleSeconds: number;
  readonly token: LogTime;
  /** When the latest write was that the same client had been shown, by document; nothing of one that keeps no token. */
  readonly shownBefore: ReadonlyMap<string, LogTime>;
  readonly beganAt: number;
  readonly stamp: LogTime;
  readonly readAt: LogTime;
  readonly stale: boolean;
}

export interface Violation {
  readonly rule: 'promise' | 'token' | 'stamp' | 'quiescence' | 'liveness';
  readonly text: string;
}

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
    for (const document of read.documents) this.checkDocument(read, document);
  }

  violate(rule: Violation['rule'], text: string): void {
    this.violations.push({ rule, text });
  }

  private checkDocument(read: ReadRecord, { id, version, writes }: ReadDocument): void {
    const violate = (rule: Violation['rule'], text: string): void =>
      this.violate(rule, `${read.host} ${id} v${version} at ${read.beganAt}: ${text}`);
    const shown = this.database.versionAt(id, read.readAt);
    if (shown !== version) violate('stamp', `when it was read the version was ${shown}`);
    const count = this.database.writesUntil(id, read.stamp);
    if (writes !== null && writes !== count)
      violate('stamp', `it counts ${writes} writes, at its stamp there were ${count}`);
    const shownBefore = read.shownBefore.get(id) ?? 0;
    for (const write of this.database.historyOf(id)) {
      if (write.time > read.readAt && write.time <= shownBefore)
        violate('token', `goes back behind version ${write.version}, which its client was shown`);
      if (write.time <= read.stamp) continue;
      const allowed = read.stale ? read.staleSeconds * SECOND : this.stalenessMs;
      const age = read.beganAt - write.acknowledgedAt;
      if (age > allowed) violate('promise', `misses version ${write.version}, acknowledged ${age} ms before`);
      if (write.time <= read.token)
        violate('token', `misses version ${write.version}, which its token names`);
    }
  }
}
