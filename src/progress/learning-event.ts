import { ForbiddenError, InvalidInputError, NotFoundError } from '../common/index.js';
import type { CourseOutline } from '../courses/index.js';
import type { Enrollment } from '../enrollments/index.js';
import type { RollupEffects } from '../outbox/index.js';

interface Happened {
  readonly courseId: string;
  readonly lessonId: string;
  /** When it happened, by whoever says so. */
  readonly at: Date;
}

export interface CompletionEvent extends Happened {
  readonly kind: 'completion';
  /** Made by a client that may send it again: one of a learner counts once. */
  readonly eventId?: string;
}

export interface HeartbeatEvent extends Happened {
  readonly kind: 'heartbeat';
  readonly eventId: string;
  /** As reported; at most 300 count. */
  readonly seconds: number;
  /** Where the learner was in the lesson; without it they resume where they did before. */
  readonly positionSeconds?: number;
}

/** Something that a learner did in a lesson. */
export type LearningEvent = CompletionEvent | HeartbeatEvent;

/** What one event changes beyond its own row. */
export interface Change {
  readonly progressPercent: number | null;
  /** Of a heartbeat: the seconds that count. */
  readonly seconds?: number;
  readonly enrollments?: NonNullable<RollupEffects['enrollments']>;
}

/** An event that counted, and what its transaction saw of the learner in the course. */
export interface Learned {
  readonly event: LearningEvent;
  readonly change: Change;
  readonly before: Enrollment;
  readonly after: Enrollment;
  readonly outline: CourseOutline;
}

/** Why an event cannot count. */
export type Rejection = ForbiddenError | InvalidInputError | NotFoundError;

export function isRejection(error: unknown): error is Rejection {
  return [ForbiddenError, InvalidInputError, NotFoundError].some((kind) => error instanceof kind);
}

/** What became of an event. A duplicate had been counted before: the event, or the lesson it completes. */
export type LearningOutcome =
  | { readonly status: 'applied'; readonly learned: Learned }
  | { readonly status: 'duplicate' }
  | { readonly status: 'rejected'; readonly error: Rejection };

/**
 * What an event changed; null for a duplicate.
 * @throws {Rejection} why it was rejected
 */
export function learnedFrom(outcome: LearningOutcome | undefined): Learned | null {
  if (!outcome) throw new Error('progress: an event without an outcome');
  if (outcome.status === 'rejected') throw outcome.error;
  return outcome.status === 'applied' ? outcome.learned : null;
}
