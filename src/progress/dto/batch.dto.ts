import { z } from 'zod';
import { ObjectIdText } from '../../common/index.js';
import { CLOCK_SKEW_MS, MAX_LATE_DAYS } from '../figures/event-time.js';
import { HeartbeatReport } from './progress.dto.js';

export const MAX_BATCH_ITEMS = 500;

const reported = {
  event_id: HeartbeatReport.shape.event_id,
  course_id: ObjectIdText,
  lesson_id: ObjectIdText,
  at: z.iso.datetime({ offset: true }).meta({
    description: `when it happened; at most ${MAX_LATE_DAYS} days ago, up to ${CLOCK_SKEW_MS / 60_000} minutes in the future count as now`,
  }),
};

const CompletionItem = z
  .strictObject({ ...reported, type: z.literal('completion') })
  .meta({ id: 'ReportedCompletion' });
const HeartbeatItem = z
  .strictObject({
    ...reported,
    type: z.literal('heartbeat'),
    seconds: HeartbeatReport.shape.seconds,
    position_seconds: HeartbeatReport.shape.position_seconds.optional(),
  })
  .meta({ id: 'ReportedHeartbeat' });

const BatchItem = z.discriminatedUnion('type', [CompletionItem, HeartbeatItem]);
export type BatchItem = z.infer<typeof BatchItem>;

export const ProgressBatch = z
  .strictObject({ items: z.array(BatchItem).max(MAX_BATCH_ITEMS) })
  .meta({ id: 'ProgressBatch' });
export type ProgressBatch = z.infer<typeof ProgressBatch>;

const BatchResult = z
  .strictObject({
    event_id: z.string(),
    status: z.enum(['applied', 'duplicate', 'rejected']).meta({
      description:
        'applied: it counts since this call; duplicate: it counted before, or the lesson was done already; rejected: it does not count, and would not if it were sent again as it is',
    }),
    error: z
      .strictObject({
        code: z.enum(['not-found', 'forbidden', 'invalid-input']).meta({
          description:
            'not-found: no such course or lesson; forbidden: not enrolled, or dropped; invalid-input: at is no time at which it can have happened',
        }),
        detail: z.string(),
      })
      .optional()
      .meta({ description: 'why it was rejected' }),
  })
  .meta({ id: 'ProgressBatchResult' });

export const ProgressBatchBody = z
  .strictObject({
    results: z.array(BatchResult).meta({ description: 'one for each item, in the order of the items' }),
  })
  .meta({ id: 'ProgressBatchResults' });
export type ProgressBatchBody = z.infer<typeof ProgressBatchBody>;
export type BatchResult = z.infer<typeof BatchResult>;
