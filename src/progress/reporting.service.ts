import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { EventBus } from '../events/index.js';
import type { BatchItem, BatchResult } from './dto/batch.dto.js';
import { settleEventTime } from './figures/event-time.js';
import type { LearningEvent, LearningOutcome } from './learning-event.js';
import { LearningRecorder } from './learning-recorder.service.js';

/** Courses whose cached answers are outdated at the same time. */
const ANNOUNCED_AT_ONCE = 8;

/**
 * What a client did while it was offline, reported afterwards: everything in one transaction, each event
 * at its own time. So a batch that fails, whoever died, has left nothing, and is sent again as it is.
 */
@Injectable()
export class Reporting {
  constructor(
    private readonly recorder: LearningRecorder,
    private readonly events: EventBus,
  ) {}

  /**
   * Applies items in the order in which they happened.
   * @returns what became of each, in the order in which they came
   */
  async report(userId: string, items: readonly BatchItem[], now: Date): Promise<BatchResult[]> {
    if (items.length === 0) return [];
    const inOrder = items
      .map((item, index) => ({ index, event: toEvent(item) }))
      .toSorted((a, b) => a.event.at.getTime() - b.event.at.getTime());
    const { value: outcomes, writtenAt } = await this.recorder.record(
      userId,
      inOrder.map(({ event }) => event),
      (at, enrolledAt) => settleEventTime(at, enrolledAt, now),
    );
    await this.announce(
      userId,
      inOrder.filter((_, index) => outcomes[index]?.status === 'applied').map(({ event }) => event.courseId),
      writtenAt,
    );
    const byItem = new Map(inOrder.map(({ index }, position) => [index, outcomes[position]] as const));
    return items.map(({ event_id }, index) => ({ event_id, ...presentOutcome(byItem.get(index)) }));
  }

  private async announce(userId: string, courseIds: readonly string[], writtenAt: number): Promise<void> {
    const limit = pLimit(ANNOUNCED_AT_ONCE);
    await limit.map(new Set(courseIds), (courseId) =>
      this.events.announce('enrollment.changed', { userId, courseId, writtenAt }),
    );
  }
}

function toEvent(item: BatchItem): LearningEvent {
  const happened = {
    eventId: item.event_id,
    courseId: item.course_id,
    lessonId: item.lesson_id,
    at: new Date(item.at),
  };
  if (item.type === 'completion') return { kind: 'completion', ...happened };
  const { seconds, position_seconds: positionSeconds } = item;
  return {
    kind: 'heartbeat',
    ...happened,
    seconds,
    ...(positionSeconds !== undefined && { positionSeconds }),
  };
}

function presentOutcome(outcome: LearningOutcome | undefined): Omit<BatchResult, 'event_id'> {
  if (!outcome) throw new Error('progress: an item without an outcome');
  if (outcome.status !== 'rejected') return { status: outcome.status };
  const { code, message: detail } = outcome.error;
  return { status: 'rejected', error: { code, detail } };
}
