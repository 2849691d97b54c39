import { Injectable } from '@nestjs/common';
import { LearnerActivity, type JoinedDay } from '../activity/index.js';
import type { ShowsCourses } from '../catalogue/index.js';
import { dateOfDay, localClock } from '../common/local-days.js';
import { NotFoundError } from '../common/index.js';
import {
  EnrollmentsService,
  percentOf,
  type Enrollment,
  type OutlinedEnrollment,
} from '../enrollments/index.js';
import { Recommendations } from '../recommendations/index.js';
import { UsersService, type User } from '../users/index.js';
import type { DashboardBody } from './dto/progress.dto.js';
import { measureStreak, totalByDay, type DayTotals } from './figures/streak.js';
import { presentResume } from './progress.presenter.js';

const MAX_CONTINUED = 5;
const SHOWN_DAYS = 7;

export interface Dashboard extends ShowsCourses {
  readonly body: DashboardBody;
}

/** What a learner sees first. Days are those of the learner's own time zone. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly users: UsersService,
    private readonly enrollments: EnrollmentsService,
    private readonly activity: LearnerActivity,
    private readonly recommendations: Recommendations,
  ) {}

  /** @throws {NotFoundError} for an unknown user */
  async read(userId: string, now: Date): Promise<Dashboard> {
    const rows = await this.users.findJoined<Pick<User, 'timezone'> & JoinedDay>(userId, [
      { $project: { timezone: 1 } },
      ...this.activity.joinDays('_id'),
    ]);
    const [user] = rows;
    if (!user) throw new NotFoundError(`There is no user ${userId}.`);
    const clock = localClock(user.timezone);
    const today = clock(now).day;
    const days = totalByDay(
      rows.flatMap(({ day }) => day?.events ?? []),
      clock,
    );
    const taken = await this.enrollments.listOutlined(userId);
    const enrollments = taken.map(({ enrollment }) => enrollment);
    const takenIds = enrollments.map(courseIdOf);
    const recommendations = await this.recommendations.recommend({
      currentIds: enrollments.filter(({ status }) => status !== 'dropped').map(courseIdOf),
      everIds: takenIds,
      categories: taken.flatMap(({ outline }) => outline?.category ?? []),
    });
    const body: DashboardBody = {
      user_id: userId,
      totals: totalsOf(enrollments),
      continue_learning: continueLearning(taken),
      streak: measureStreak(days, today),
      last_7_days: lastDays(days, today),
      recommendations,
      computed_at: now.toISOString(),
    };
    return { body, shownCourseIds: [...takenIds, ...recommendations.map(({ id }) => id)] };
  }
}

const courseIdOf = ({ course_id }: Enrollment) => course_id.toHexString();

function totalsOf(enrollments: readonly Enrollment[]): DashboardBody['totals'] {
  const count = (status: Enrollment['status']) =>
    enrollments.filter((enrollment) => enrollment.status === status).length;
  return {
    enrolled: enrollments.length - count('dropped'),
    active: count('active'),
    completed: count('completed'),
    lessons_completed: enrollments.reduce((sum, { completed }) => sum + completed.length, 0),
    time_spent_seconds: enrollments.reduce((sum, { time_spent_seconds }) => sum + time_spent_seconds, 0),
  };
}

/** Active courses, the last visited first. */
function continueLearning(taken: readonly OutlinedEnrollment[]): DashboardBody['continue_learning'] {
  return taken
    .flatMap(({ enrollment, outline }) =>
      enrollment.status === 'active' && outline ? [{ enrollment, outline }] : [],
    )
    .slice(0, MAX_CONTINUED)
    .map(({ enrollment, outline }) => ({
      course: { id: outline.id, title: outline.title },
      progress_percent: percentOf(enrollment, outline),
      resume: presentResume(enrollment, outline),
    }));
}

function lastDays(days: ReadonlyMap<number, DayTotals>, today: number): DashboardBody['last_7_days'] {
  return Array.from({ length: SHOWN_DAYS }, (_, index) => today - SHOWN_DAYS + 1 + index).map((day) => ({
    date: dateOfDay(day),
    seconds: days.get(day)?.seconds ?? 0,
    completions: days.get(day)?.completions ?? 0,
  }));
}
