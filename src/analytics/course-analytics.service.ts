import { Injectable } from '@nestjs/common';
import { dayOfUtc, dateOfDay } from '../common/local-days.js';
import { NotFoundError } from '../common/index.js';
import { CoursesService, CourseStatsService } from '../courses/index.js';
import { EnrollmentsService, requiredLessonsOf, type EnrollmentFigures } from '../enrollments/index.js';
import type { CourseAnalyticsBody } from './dto/analytics.dto.js';
import { CourseFigureCounter, type EnrollmentFacts } from './figures/course-figures.js';
import { dailySeries } from './figures/daily-series.js';
import { RollupReader } from './rollup-reader.service.js';

const DAILY_DAYS = 30;

/** How a course does: one pass over its enrolments, and rollups. */
@Injectable()
export class CourseAnalyticsService {
  constructor(
    private readonly courses: CoursesService,
    private readonly courseStats: CourseStatsService,
    private readonly enrollments: EnrollmentsService,
    private readonly rollups: RollupReader,
  ) {}

  /** @throws {NotFoundError} for an unknown course */
  async read(courseId: string, now: Date): Promise<CourseAnalyticsBody> {
    const outline = await this.courses.findOutline(courseId);
    const stats = outline && (await this.courseStats.findStats(courseId));
    if (!outline || !stats) throw new NotFoundError(`There is no course ${courseId}.`);
    const counter = new CourseFigureCounter(requiredLessonsOf(outline), now);
    for await (const enrollment of this.enrollments.listFiguresOfCourse(courseId))
      counter.add(factsOf(enrollment));
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

function factsOf(enrollment: EnrollmentFigures): EnrollmentFacts {
  return {
    status: enrollment.status,
    enrolledAt: enrollment.enrolled_at,
    completedAt: enrollment.completed_at,
    lastEventAt: enrollment.last_accessed_at,
    timeSpentSeconds: enrollment.time_spent_seconds,
    lessonsDone: enrollment.completed.map(({ lesson_id }) => lesson_id.toHexString()),
  };
}
