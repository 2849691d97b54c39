import { Injectable } from '@nestjs/common';
import { toObjectId } from '../../common/index.js';
import { CoursesService } from '../../courses/index.js';
import { Transactions } from '../../database/index.js';
import { EnrollmentsService, requiredLessonsOf } from '../../enrollments/index.js';
import { OutboxService, type OutboxEvent } from '../../outbox/index.js';

/**
 * Completes enrolments that an outline's change left with every required lesson done.
 *
 * It runs before its cause is folded, so that it runs again if the leader dies, and twice is once. A
 * learner's write that had read the outline before it changed, and committed after this ran, is seen by
 * the version in its own event.
 */
@Injectable()
export class OutlineFollowUp {
  constructor(
    private readonly courses: CoursesService,
    private readonly enrollments: EnrollmentsService,
    private readonly outbox: OutboxService,
    private readonly transactions: Transactions,
  ) {}

  async follow(events: readonly OutboxEvent[], now: Date): Promise<void> {
    for (const courseId of await this.findAffected(events)) {
      await this.transactions.run((session) => this.completeAllDone(session, courseId, now));
    }
  }

  private async findAffected(events: readonly OutboxEvent[]): Promise<string[]> {
    const affected = new Set<string>();
    const seen = new Map<string, number>();
    for (const { type, course_id, course_version } of events) {
      const courseId = course_id.toHexString();
      if (type === 'outline_changed') affected.add(courseId);
      else if (course_version !== undefined) {
        seen.set(courseId, Math.min(course_version, seen.get(courseId) ?? course_version));
      }
    }
    const versions = await this.courses.findVersions([...seen.keys()]);
    for (const [courseId, version] of versions) {
      if (version > (seen.get(courseId) ?? version)) affected.add(courseId);
    }
    return [...affected];
  }

  private async completeAllDone(
    session: Parameters<OutboxService['append']>[0],
    courseId: string,
    now: Date,
  ): Promise<void> {
    const outline = await this.courses.findOutline(courseId);
    if (!outline) return;
    const required = requiredLessonsOf(outline).map(({ id }) => id);
    const count = await this.enrollments.completeAllDone(session, courseId, required);
    if (count === 0) return;
    await this.outbox.append(session, {
      type: 'enrollments_completed',
      course_id: toObjectId(courseId),
      at: now,
      effects: { enrollments: { active: -count, completed: count } },
    });
  }
}
