import { z } from 'zod';
import { Id, Instant, ObjectIdText } from '../../common/index.js';

export const StreamQuery = z.strictObject({
  course_id: ObjectIdText.optional().meta({ description: 'the course to listen to; left out: the platform' }),
});
export type StreamQuery = z.output<typeof StreamQuery>;

const GeneratedAt = Instant.meta({ description: 'when the lesson was completed' });

/** On a course's channel. */
export const LessonCompletedBody = z.strictObject({
  user_id: Id,
  lesson_id: Id,
  progress_percent: z.int().min(0).max(100).nullable(),
  generated_at: GeneratedAt,
});

/** On the channel `platform`. */
export const PlatformUpdateBody = z.strictObject({
  event: z.literal('lesson_completed'),
  user_id: Id,
  course_id: Id,
  lesson_id: Id,
  generated_at: GeneratedAt,
});
