import type { EventId } from './event-id.js';

/** A committed completion, as the log brings it. */
export interface LessonCompletion {
  readonly id: EventId;
  readonly courseId: string;
  readonly userId: string;
  readonly lessonId: string;
  readonly progressPercent: number | null;
  /** When the lesson was completed; ISO 8601. */
  readonly completedAt: string;
}

/** What the log brings: an event, or a mark, which says that everything before its time has been brought. */
export type LogEntry =
  | { readonly kind: 'event'; readonly event: LessonCompletion }
  | { readonly kind: 'mark'; readonly id: EventId };
