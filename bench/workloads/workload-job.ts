import type { Latencies } from '../load/load-job.js';

/** What people do. Reads are named as the namespaces in which the product counts them. */
export const READS = ['courses', 'courses_list', 'progress', 'dashboard', 'analytics'] as const;
export const WRITES = ['completion', 'heartbeat', 'enrollment', 'edit'] as const;
export type Deed = (typeof READS)[number] | (typeof WRITES)[number];

/** Somebody enrolled, who does one thing after another. */
export interface Learner {
  readonly userId: string;
  readonly courseId: string;
  readonly lessons: readonly string[];
  readonly authorization: string;
}

/** Whom and what a workload is about. */
export interface Cast {
  /** Most popular first. */
  readonly courses: readonly string[];
  readonly lists: readonly string[];
  readonly learners: readonly Learner[];
  /** An admin's credentials: for analytics, and edits. */
  readonly staff: string;
}

export interface WorkloadJob {
  readonly kind: 'workload';
  readonly port: number;
  /** Connections; each learner belongs to one, so that nobody does two things at once. */
  readonly clients: number;
  readonly seconds: number;
  /** Requests that are waited for where so many seconds bring fewer, up to six times as long. */
  readonly atLeast: number;
  readonly seed: number;
  /** Requests a second, timed from when they are due; left out, each client goes on when it has its answer. */
  readonly rate?: number;
  /** How often each is done, in relation to the others. */
  readonly mix: Readonly<Partial<Record<Deed, number>>>;
  /** Exponent of the popularity of courses: the i-th is asked for in proportion to 1 / i^s. */
  readonly zipf: number;
  /** Seconds between two edits of a popular course; null: none. */
  readonly editEvery: number | null;
  readonly cast: Cast;
}

/** Submissions in the order in which they were made, each followed by a look at one's progress. */
export interface ReplayJob {
  readonly kind: 'replay';
  readonly port: number;
  readonly clients: number;
  /** It ends then, or with the last one. */
  readonly seconds: number;
  /** Who hands in which lesson; a learner's own are done one after another. */
  readonly submissions: readonly (readonly [learner: number, lesson: string])[];
  readonly cast: Cast;
}

export interface DeedResult {
  readonly requests: number;
  readonly hits: number;
  readonly labelledStale: number;
}

export interface WorkloadResult {
  readonly seconds: number;
  readonly requests: number;
  /** Answers other than 2xx, and lost connections. */
  readonly failures: number;
  readonly firstFailure: string | null;
  readonly deeds: Readonly<Partial<Record<Deed, DeedResult>>>;
  readonly latency: Latencies;
  readonly hitLatency: Latencies;
  readonly writeLatency: Latencies;
  /** Reads without a label that lacked an acknowledged write, and how long before they began it had been acknowledged. */
  readonly staleReads: number;
  readonly worstStalenessMs: number;
}
