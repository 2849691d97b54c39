import { ForbiddenError, InvalidInputError, NotFoundError } from '../common/index.js';

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

/** Why an event cannot count. */
export type Rejection = ForbiddenError | InvalidInputError | NotFoundError;

export function isRejection(error: unknown): error is Rejection {
  return [ForbiddenError, InvalidInputError, NotFoundError].some((kind) => error instanceof kind);
}

/** What became of an event. A duplicate had been counted before: the event, or the lesson it completes. */
export type LearningOutcome =
  { readonly status: 'applied' | 'duplicate' } | { readonly status: 'rejected'; readonly error: Rejection };

/**
 * Whether an event changed anything.
 * @throws {Rejection} why it was rejected
 */
export function isApplied(outcome: LearningOutcome | undefined): boolean {
  if (!outcome) throw new Error('progress: an event without an outcome');
  if (outcome.status === 'rejected') throw outcome.error;
  return outcome.status === 'applied';
}
