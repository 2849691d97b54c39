import { Injectable } from '@nestjs/common';
import { dayOfUtc, dateOfDay } from '../common/local-days.js';
import { NotFoundError } from '../common/index.js';
import { CoursesService, CourseStatsService } from '../courses/index.js';
import { EnrollmentGroups, requiredLessonsOf } from '../enrollments/index.js';
import type { CourseAnalyticsBody } from './dto/analytics.dto.js';
import { CourseFigureCounter, IDLE_DAYS } from './figures/course-figures.js';
import { dailySeries } from './figures/daily-series.js';
import { RollupReader } from './rollups/rollup-reader.service.js';

const DAILY_DAYS = 30;

/** How a course does: its enrolments, counted by what they are alike in, and rollups. */
@Injectable()
export class CourseAnalyticsService {
  constructor(
    private readonly courses: CoursesService,
    private readonly courseStats: CourseStatsService,
    private readonly enrollments: EnrollmentGroups,
    private readonly rollups: RollupReader,
  ) {}

  /** @throws {NotFoundError} for an unknown course */
  async read(courseId: string, now: Date): Promise<CourseAnalyticsBody> {
    const outline = await this.courses.findOutline(courseId);
    const stats = outline && (await this.courseStats.findStats(courseId));
    if (!outline || !stats) throw new NotFoundError(`There is no course ${courseId}.`);
    const required = requiredLessonsOf(outline);
    const lessonIds = required.map(({ id }) => id);
    const counter = new CourseFigureCounter(required);
    for await (const group of this.enrollments.ofCourse(courseId, { lessonIds, idleDays: IDLE_DAYS, now }))
      counter.add(group);
    const days = await this.rollups.listDays(courseId, dateOfDay(dayOfUtc(now) - DAILY_DAYS + 1));
    const { at_risk, ...figures } = counter.finish();
    return {
      course_id: courseId,
      ...figures,
      funnel: [...figures.funnel],
      rating: {
        average: stats.rating_average,
        count: stats.rating_count,
        histogram: stats.rating_histogram,
      },
      at_risk,
      daily: dailySeries(days, now, DAILY_DAYS),
      computed_at: now.toISOString(),
    };
  }
}
