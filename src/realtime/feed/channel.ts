import type { LessonCompletion } from '../log/lesson-completion.js';

/** The channel of everything; every other channel is a course's id. */
export const PLATFORM = 'platform';

/** The channels that an event is told on. */
export function channelsOf({ courseId }: LessonCompletion): readonly string[] {
  return [courseId, PLATFORM];
}

export function isOnChannel({ courseId }: LessonCompletion, channel: string): boolean {
  return channel === PLATFORM || channel === courseId;
}
