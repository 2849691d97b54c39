import { Injectable } from '@nestjs/common';
import { LearnerActivity, type JoinedDay } from '../activity/index.js';
import type { ShowsLearner } from '../catalogue/index.js';
import { localClock } from '../common/local-days.js';
import { NotFoundError } from '../common/index.js';
import { EnrollmentsService, type Enrollment } from '../enrollments/index.js';
import { Recommendations } from '../recommendations/index.js';
import { UsersService, type User } from '../users/index.js';
import { encodeFacts, factsOf } from './dashboard-change.js';
import { presentDashboard } from './dashboard.presenter.js';
import type { DashboardBody } from './dto/progress.dto.js';
import { totalByDay } from './figures/streak.js';

export interface Dashboard extends ShowsLearner {
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
    const { timezone } = user;
    const days = totalByDay(
      rows.flatMap(({ day }) => day?.events ?? []),
      localClock(timezone),
    );
    const taken = await this.enrollments.listOutlined(userId);
    const enrollments = taken.map(({ enrollment }) => enrollment);
    const takenIds = enrollments.map(courseIdOf);
    const recommendations = await this.recommendations.recommend({
      currentIds: enrollments.filter(({ status }) => status !== 'dropped').map(courseIdOf),
      everIds: takenIds,
      categories: taken.flatMap(({ outline }) => outline?.category ?? []),
    });
    return {
      body: presentDashboard({ userId, taken, days, recommendations, now, timezone }),
      shownCourseIds: [...takenIds, ...recommendations.map(({ id }) => id)],
      facts: encodeFacts(factsOf(taken, timezone)),
    };
  }
}

const courseIdOf = ({ course_id }: Enrollment) => course_id.toHexString();
