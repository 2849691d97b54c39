import type { UpdateFilter } from 'mongodb';
import { toObjectId } from '../common/index.js';
import type { CourseOutline } from '../courses/index.js';
import {
  countRequired,
  isAllDone,
  lastRequiredAt,
  lessonsDone,
  progressPercent,
  type Enrollment,
} from '../enrollments/index.js';
import { MAX_HEARTBEAT_SECONDS } from './dto/progress.dto.js';
import type { CompletionEvent, EventEffect, HeartbeatEvent } from './learning-event.js';

/**
 * An enrolment while a learner's events are applied to it one after the other, and in the end the one
 * update that writes them all.
 */
export class EnrollmentDraft {
  private readonly done: Set<string>;
  private readonly completed: Enrollment['completed'][number][] = [];
  private readonly finish: Partial<Pick<Enrollment, 'status' | 'completed_at' | 'resume'>> = {};
  private lastAccessedAt: Date;
  /** When the learner was at the place to resume at; of one that says no time, not later than this. */
  private resumedAt: Date | null;
  private seconds = 0;
  private changed = false;

  constructor(
    /** The enrolment as it was found. */
    readonly before: Enrollment,
    private readonly outline: CourseOutline,
  ) {
    this.done = lessonsDone(before);
    this.lastAccessedAt = before.last_accessed_at;
    this.resumedAt = before.resume && (before.resume.at ?? before.last_accessed_at);
  }

  /** @returns null when the lesson was done already. */
  complete({ lessonId, at }: CompletionEvent): EventEffect | null {
    if (this.done.has(lessonId)) return null;
    this.done.add(lessonId);
    this.completed.push({ lesson_id: toObjectId(lessonId), at });
    this.touch(at);
    const finished = this.status === 'active' && isAllDone(this.outline, this.done);
    if (finished) {
      this.finish.status = 'completed';
      this.finish.completed_at =
        this.before.completed_at ??
        lastRequiredAt([...this.before.completed, ...this.completed], this.outline);
    }
    return {
      progressPercent: this.percent(),
      ...(finished && { enrollments: { active: -1, completed: 1 } }),
    };
  }

  /** Time spent. Where to resume follows the latest heartbeat that says where, whichever comes in last. */
  watch({ lessonId, at, seconds, positionSeconds }: HeartbeatEvent): EventEffect {
    const counted = Math.min(seconds, MAX_HEARTBEAT_SECONDS);
    if (positionSeconds !== undefined && (!this.resumedAt || at >= this.resumedAt)) {
      this.finish.resume = { lesson_id: toObjectId(lessonId), position_seconds: positionSeconds, at };
      this.resumedAt = at;
    }
    this.touch(at);
    this.seconds += counted;
    return { progressPercent: this.percent(), seconds: counted };
  }

  /** The enrolment as the events leave it. */
  get after(): Enrollment {
    return {
      ...this.before,
      ...this.finish,
      last_accessed_at: this.lastAccessedAt,
      time_spent_seconds: this.before.time_spent_seconds + this.seconds,
      completed: [...this.before.completed, ...this.completed],
    };
  }

  /** What the events come to; null when none of them changed anything. */
  toUpdate(): { readonly id: string; readonly update: UpdateFilter<Enrollment> } | null {
    if (!this.changed) return null;
    const update: UpdateFilter<Enrollment> = {
      $max: { last_accessed_at: this.lastAccessedAt },
      $inc: { time_spent_seconds: this.seconds },
      ...(this.completed.length > 0 && { $push: { completed: { $each: this.completed } } }),
      ...(Object.keys(this.finish).length > 0 && { $set: this.finish }),
    };
    return { id: this.before._id, update };
  }

  private get status(): Enrollment['status'] {
    return this.finish.status ?? this.before.status;
  }

  private touch(at: Date): void {
    this.changed = true;
    if (at > this.lastAccessedAt) this.lastAccessedAt = at;
  }

  private percent(): number | null {
    const { done, total } = countRequired(this.outline, this.done);
    return progressPercent(done, total);
  }
}
