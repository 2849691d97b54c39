import type { ChangeStreamDocument, Document } from 'mongodb';
import { Types } from 'mongoose';
import { OUTBOX_COLLECTION, type OutboxEvent } from '../../outbox/index.js';
import type { EventId } from './event-id.js';
import type { LessonCompletion } from './lesson-completion.js';
import { MARKS } from './mark.schema.js';

/**
 * Selects and trims on the server. All completions and nothing else of the outbox: an event's number in its
 * transaction must come out the same whoever counts, so no reader may select more narrowly.
 *
 * Events that are not pending were folded before: a restored backup inserts them again, nobody has just learnt.
 */
export const EVENTS_AND_MARKS: Document[] = [
  {
    $match: {
      $or: [
        {
          'ns.coll': OUTBOX_COLLECTION,
          operationType: 'insert',
          'fullDocument.type': 'lesson_completed',
          'fullDocument.pending': true,
        },
        { 'ns.coll': MARKS, operationType: { $in: ['insert', 'update'] } },
        { operationType: 'invalidate' },
      ],
    },
  },
  {
    $project: {
      _id: 1,
      operationType: 1,
      clusterTime: 1,
      ns: 1,
      documentKey: 1,
      'fullDocument.course_id': 1,
      'fullDocument.user_id': 1,
      'fullDocument.lesson_id': 1,
      'fullDocument.progress_percent': 1,
      'fullDocument.at': 1,
    },
  },
];

/** @throws when the log's entry is not a completion as the outbox writes it */
export function readEvent(change: ChangeStreamDocument, id: EventId): LessonCompletion {
  const document = 'fullDocument' in change ? change.fullDocument : undefined;
  const { course_id, user_id, lesson_id, progress_percent, at } = (document ?? {}) as Partial<OutboxEvent>;
  if (!(course_id instanceof Types.ObjectId) || !user_id || !lesson_id || !at)
    throw new Error(`outbox: a completion at ${id.time} lacks what it is about`);
  return {
    id,
    courseId: course_id.toHexString(),
    userId: user_id.toHexString(),
    lessonId: lesson_id.toHexString(),
    progressPercent: progress_percent ?? null,
    completedAt: at.toISOString(),
  };
}
