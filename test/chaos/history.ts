/** A document that is gone; higher than every version, since nothing comes after it. */
export const GONE = Number.MAX_SAFE_INTEGER;
/** A document that was not found; what that means depends on when it was written. */
export const NOT_FOUND = -1;

/** Times are milliseconds of the program's one monotonic clock. */
interface Timed {
  readonly began: number;
  readonly ended: number;
}

/** One write as its client saw it. Versions of one object only rise: MongoDB counts them. */
export interface WriteRecord extends Timed {
  readonly kind: 'write';
  readonly client: string;
  readonly instance: number;
  /** `course:ID`, `learner:ID`, or what is counted of a course: `taught:ID`, `folded:ID`. */
  readonly object: string;
  /** What the acknowledgement named; null when it was not acknowledged. `GONE` for a deletion. */
  readonly version: number | null;
  /** A text that was written together with this version, or null. */
  readonly mark: string | null;
  readonly deletes: boolean;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
}

/** Completions of a course's lessons, as its enrolments count them. */
export const taughtObject = (courseId: string): string => `taught:${courseId}`;
/** The same, as the fold has counted them by day. */
export const foldedObject = (courseId: string): string => `folded:${courseId}`;

/** Whether it is such a count, which other objects' writes move. */
export const isCount = (object: string): boolean => /^(taught|folded):/.test(object);

/** What one read showed of one object. A list shows many. */
export interface ReadRecord extends Timed {
  readonly kind: 'read';
  readonly client: string;
  readonly instance: number;
  readonly object: string;
  /** Which kind of answer it was in. */
  readonly via: 'course' | 'list' | 'progress' | 'dashboard' | 'analytics';
  readonly version: number;
  readonly mark: string | null;
  /** Labelled `stale`. */
  readonly stale: boolean;
  /** The least version that this client had seen or written, when it sent its token (`NOT_FOUND`: none); null without a token. */
  readonly atLeast: number | null;
  /** The answer named two counts of one transaction that differ. */
  readonly torn: boolean;
}

/** One HTTP read, whatever it showed. */
export interface RequestRecord extends Timed {
  readonly kind: 'request';
  readonly client: string;
  readonly instance: number;
  readonly path: string;
  readonly status: number;
  readonly cacheStatus: string;
}

export interface FaultRecord extends Timed {
  readonly kind: 'fault';
  readonly name: string;
}

export type HistoryRecord = WriteRecord | ReadRecord | RequestRecord | FaultRecord;

/** Everything that happened in one phase, in the order in which it ended. */
export class History {
  readonly writes: WriteRecord[] = [];
  readonly reads: ReadRecord[] = [];
  readonly requests: RequestRecord[] = [];
  readonly faults: FaultRecord[] = [];

  /** @param keep is given every record as one line of JSON */
  constructor(private readonly keep: (line: string) => void = () => {}) {}

  add(record: HistoryRecord): void {
    if (record.kind === 'write') this.writes.push(record);
    else if (record.kind === 'read') this.reads.push(record);
    else if (record.kind === 'request') this.requests.push(record);
    else this.faults.push(record);
    this.keep(JSON.stringify(record));
  }
}
