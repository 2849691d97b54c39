import type { LearningEvent } from '../log/learning-event.js';

/** The channel of everything; every other channel is a course's id. */
export const PLATFORM = 'platform';

/** The channels that an event is told on. */
export function channelsOf({ courseId }: LearningEvent): readonly string[] {
  return [courseId, PLATFORM];
}

export function isOnChannel({ courseId }: LearningEvent, channel: string): boolean {
  return channel === PLATFORM || channel === courseId;
}
