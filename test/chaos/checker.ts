import { GONE, NOT_FOUND, type History, type ReadRecord, type WriteRecord } from './history.js';

export type Rule =
  | 'promise'
  | 'soft'
  | 'token'
  | 'torn'
  | 'resurrected'
  | 'half'
  | 'invented'
  | 'quiescence'
  | 'phase'
  | 'memory'
  | 'fault';

/** How old the analytics of a course may be where they are labelled so, as the design says. */
const SOFT_MS = 5_000;

export interface Violation {
  readonly rule: Rule;
  readonly text: string;
}

export interface Staleness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Findings {
  readonly violations: readonly Violation[];
  /** Milliseconds by which unlabelled reads were behind when they began. */
  readonly staleness: Staleness;
  /** Labelled though their kind is served so only where nothing can be proved. */
  readonly staleReads: number;
  /** Labelled as analytics are while they are computed anew. */
  readonly softReads: number;
  readonly tokenReads: number;
}

/** The acknowledged history of one object. */
class ObjectHistory {
  /** Acknowledged, by version; `soonest[n]` is when the first of `versions[n…]` was acknowledged. */
  private readonly versions: number[];
  private readonly soonest: number[];
  private readonly marks = new Map<number, string>();
  private readonly firstDeletion: number;

  constructor(writes: readonly WriteRecord[]) {
    const known = writes
      .filter((write): write is WriteRecord & { version: number } => write.version !== null)
      .sort((a, b) => a.version - b.version);
    this.versions = known.map(({ version }) => version);
    this.soonest = known.map(({ ended }) => ended);
    for (let n = this.soonest.length - 2; n >= 0; n -= 1) {
      this.soonest[n] = Math.min(this.soonest[n]!, this.soonest[n + 1]!);
    }
    for (const { version, mark } of known) if (mark !== null) this.marks.set(version, mark);
    this.firstDeletion = Math.min(...writes.filter(({ deletes }) => deletes).map(({ began }) => began));
  }

  /** What a read may be taken to have shown: "not found" is the end only once somebody asked for it. */
  versionShownBy({ version, ended }: ReadRecord): number {
    return version === NOT_FOUND && this.firstDeletion <= ended ? GONE : version;
  }

  /** Milliseconds since the first write that a read of `version` misses was acknowledged; 0 or less if none was by then. */
  ageAt(version: number, began: number): number {
    const next = this.versions.findIndex((known) => known > version);
    return next === -1 ? 0 : began - this.soonest[next]!;
  }

  markOf(version: number): string | undefined {
    return this.marks.get(version);
  }
}

/** Holds every read against what was acknowledged when: the promise, word for word. */
export function check(history: History, stalenessMs: number): Findings {
  const objects = new Map<string, ObjectHistory>();
  for (const [object, writes] of groupByObject(history.writes))
    objects.set(object, new ObjectHistory(writes));
  const violations: Violation[] = [];
  const ages: number[] = [];
  /** What each client with tokens has seen of each object; a client does one thing after another. */
  const seen = new Map<string, number>();
  let staleReads = 0;
  let softReads = 0;
  let tokenReads = 0;
  for (const read of history.reads) {
    const violate = (rule: Rule, text: string): void =>
      void violations.push({ rule, text: describe(read, text) });
    const known = objects.get(read.object);
    const shown = known?.versionShownBy(read) ?? read.version;
    const age = Math.max(0, known?.ageAt(shown, read.began) ?? 0);
    if (!known && read.version !== NOT_FOUND) violate('invented', 'nobody ever wrote it');
    if (!read.stale) ages.push(age);
    else if (read.via === 'analytics') softReads += 1;
    else staleReads += 1;
    if (!read.stale && age > stalenessMs) {
      violate('promise', `misses a write acknowledged ${Math.round(age)} ms before it began`);
      if (known && known.ageAt(GONE - 1, read.began) > stalenessMs) violate('resurrected', 'it was deleted');
    }
    if (read.stale && read.via === 'analytics' && age > SOFT_MS)
      violate('soft', `misses a write acknowledged ${Math.round(age)} ms before it began`);
    if (read.atLeast !== null) {
      tokenReads += 1;
      const own = `${read.client} ${read.object}`;
      const least = Math.max(read.atLeast, seen.get(own) ?? NOT_FOUND);
      if (shown < least) violate('token', `its client had seen ${name(least)}`);
      seen.set(own, Math.max(least, shown));
    }
    if (read.torn) violate('half', 'shows half a transaction');
    const mark = known?.markOf(read.version);
    if (mark !== undefined && read.mark !== null && mark !== read.mark)
      violate('torn', `the title of this version is ${mark}, not ${read.mark}`);
  }
  return { violations, staleness: distribute(ages), staleReads, softReads, tokenReads };
}

function groupByObject(writes: readonly WriteRecord[]): Map<string, WriteRecord[]> {
  const groups = new Map<string, WriteRecord[]>();
  for (const write of writes) {
    const group = groups.get(write.object);
    if (group) group.push(write);
    else groups.set(write.object, [write]);
  }
  return groups;
}

function describe(read: ReadRecord, text: string): string {
  const label = read.stale ? ' (stale)' : '';
  return `${read.client} on ${read.instance}, ${read.object} by ${read.via} at ${Math.round(read.began)}: ${name(read.version)}${label} ${text}`;
}

function name(version: number): string {
  if (version === GONE) return 'its deletion';
  return version === NOT_FOUND ? 'not found' : `version ${version}`;
}

function distribute(values: readonly number[]): Staleness {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
