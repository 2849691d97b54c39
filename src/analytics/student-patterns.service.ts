import { Injectable } from '@nestjs/common';
import { LearnerActivity } from '../activity/index.js';
import type { ShowsCourses } from '../catalogue/index.js';
import { localClock } from '../common/local-days.js';
import { NotFoundError } from '../common/index.js';
import { CoursesService } from '../courses/index.js';
import { UsersService } from '../users/index.js';
import type { StudentPatternsBody } from './dto/analytics.dto.js';
import { describePatterns, type PatternEvent } from './figures/student-patterns.js';

export interface StudentPatternsAnswer extends ShowsCourses {
  readonly body: StudentPatternsBody;
}

/** How one learner learns, from the learner's own daily rows. */
@Injectable()
export class StudentPatternsService {
  constructor(
    private readonly users: UsersService,
    private readonly activity: LearnerActivity,
    private readonly courses: CoursesService,
  ) {}

  /**
   * @param tz IANA time zone that hours and days are told in
   * @throws {NotFoundError} for an unknown user
   */
  async read(userId: string, tz: string, now: Date): Promise<StudentPatternsAnswer> {
    if (!(await this.users.findById(userId))) throw new NotFoundError(`There is no user ${userId}.`);
    const stored = (await this.activity.listDays(userId)).flatMap(({ events }) => events);
    const shownCourseIds = [...new Set(stored.map(({ course_id }) => course_id.toHexString()))];
    const outlines = await this.courses.findOutlines(shownCourseIds);
    const events = stored.map(({ kind, at, seconds = 0, course_id }): PatternEvent => {
      const category = outlines.get(course_id.toHexString())?.category ?? '';
      return { kind, at, seconds, category };
    });
    const patterns = describePatterns(events, localClock(tz), now);
    const body: StudentPatternsBody = {
      user_id: userId,
      ...patterns,
      hour_histogram: [...patterns.hour_histogram],
      weekday_histogram: [...patterns.weekday_histogram],
      categories: [...patterns.categories],
      computed_at: now.toISOString(),
    };
    return { body, shownCourseIds };
  }
}
