import { ForbiddenError, InvalidInputError, NotFoundError } from '../common/index.js';
import type { CourseOutline } from '../courses/index.js';
import type { RollupEffects } from '../outbox/index.js';
import type { EnrollmentChange } from './enrollment-change.js';

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
export interface EventEffect {
  readonly progressPercent: number | null;
  /** Of a heartbeat: the seconds that count. */
  readonly seconds?: number;
  readonly enrollments?: NonNullable<RollupEffects['enrollments']>;
}

/** An event that counted, and what its transaction saw of the learner in the course. */
export interface Learned {
  readonly event: LearningEvent;
  readonly effect: EventEffect;
  /** Before and after all that was recorded with the event. */
  readonly enrollment: Pick<EnrollmentChange, 'before' | 'after'>;
  readonly outline: CourseOutline;
}

/** What an event changed that was recorded alone. */
export function changeOf({ event, effect, enrollment, outline }: Learned): EnrollmentChange {
  const { at, kind } = event;
  const day = { at, seconds: effect.seconds ?? 0, completions: kind === 'completion' ? 1 : 0 };
  return { at, before: enrollment.before, after: enrollment.after, outline, day };
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
