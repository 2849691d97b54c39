import { Injectable } from '@nestjs/common';
import { LearnerActivity } from '../activity/index.js';
import { dateOfDay, dayOfUtc } from '../common/local-days.js';
import { percentOf, roundFigure } from '../common/statistics.js';
import { CourseTotalsService } from '../courses/index.js';
import { UserTotalsService } from '../users/index.js';
import type { PlatformOverviewBody } from './dto/analytics.dto.js';
import { dailySeries, type DayFigures } from './figures/daily-series.js';
import { growthOf } from './figures/growth.js';
import { PLATFORM_SCOPE } from './rollups/effects-total.js';
import { RollupReader } from './rollups/rollup-reader.service.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAILY_DAYS = 30;
const TOP = 10;

/** The platform as a whole: rollups, and counts off indexes. */
@Injectable()
export class PlatformOverviewService {
  constructor(
    private readonly rollups: RollupReader,
    private readonly users: UserTotalsService,
    private readonly activity: LearnerActivity,
    private readonly courses: CourseTotalsService,
  ) {}

  async read(now: Date): Promise<PlatformOverviewBody> {
    const platform = await this.rollups.readPlatform();
    const days = await this.rollups.listDays(PLATFORM_SCOPE, dateOfDay(dayOfUtc(now) - 2 * DAILY_DAYS + 1));
    const series = dailySeries(days, now, 2 * DAILY_DAYS);
    const active_users = {
      day: await this.countActive(now, DAY_MS),
      week: await this.countActive(now, 7 * DAY_MS),
      month: await this.countActive(now, 30 * DAY_MS),
    };
    return {
      users: await this.countUsers(now),
      active_users,
      stickiness: percentOf(active_users.day, active_users.month),
      courses: await this.courses.countByStatus(),
      enrollments: platform.enrollments,
      lessons_completed: platform.lessons_completed,
      learning_hours: roundFigure(platform.seconds / 3600),
      live_users: await this.countActive(now, 5 * MINUTE_MS),
      top_courses: await this.listTopCourses(),
      top_categories: await this.listTopCategories(),
      daily: series.slice(DAILY_DAYS),
      growth: { enrollments: growth(series, 'enrollments'), completions: growth(series, 'completions') },
      computed_at: now.toISOString(),
    };
  }

  private countActive(now: Date, windowMs: number): Promise<number> {
    return this.activity.countActiveSince(new Date(now.getTime() - windowMs));
  }

  private async countUsers(now: Date): Promise<PlatformOverviewBody['users']> {
    const { student, instructor, admin } = await this.users.countByRole();
    return {
      total: student + instructor + admin,
      students: student,
      instructors: instructor,
      admins: admin,
      new_30_days: await this.users.countNewSince(new Date(now.getTime() - 30 * DAY_MS)),
    };
  }

  private async listTopCourses(): Promise<PlatformOverviewBody['top_courses']> {
    const courses = await this.courses.listMostEnrolled(TOP);
    return courses.map(({ _id, title, stats }) => ({
      course_id: _id.toHexString(),
      title,
      enrollments: stats.enrollments,
      completion_rate: percentOf(stats.completions, stats.enrollments),
    }));
  }

  private async listTopCategories(): Promise<PlatformOverviewBody['top_categories']> {
    const categories = await this.courses.listCategories(TOP);
    return categories.map(({ category, courses, enrollments, completions }) => ({
      category,
      courses,
      enrollments,
      completion_rate: percentOf(completions, enrollments),
    }));
  }
}

/** The later half of the series against the earlier one. */
function growth(series: readonly DayFigures[], figure: 'enrollments' | 'completions'): number | null {
  const sum = (days: readonly DayFigures[]) => days.reduce((total, day) => total + day[figure], 0);
  return growthOf(sum(series.slice(DAILY_DAYS)), sum(series.slice(0, DAILY_DAYS)));
}
