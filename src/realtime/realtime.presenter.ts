import type { z } from 'zod';
import type { LessonCompletedBody, PlatformUpdateBody } from './dto/realtime.dto.js';
import { PLATFORM } from './feed/channel.js';
import type { LessonCompletion } from './log/lesson-completion.js';

/** What is told on one channel. */
export type Told =
  | { readonly event: 'lesson_completed'; readonly data: z.output<typeof LessonCompletedBody> }
  | { readonly event: 'platform_update'; readonly data: z.output<typeof PlatformUpdateBody> };

/** An event as the listeners of a channel hear of it. */
export function presentEvent(event: LessonCompletion, channel: string): Told {
  const { userId: user_id, courseId: course_id, lessonId: lesson_id, completedAt: generated_at } = event;
  if (channel === PLATFORM) {
    const data = { event: 'lesson_completed', user_id, course_id, lesson_id, generated_at } as const;
    return { event: 'platform_update', data };
  }
  const data = { user_id, lesson_id, progress_percent: event.progressPercent, generated_at };
  return { event: 'lesson_completed', data };
}
