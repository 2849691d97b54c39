import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { RollupRebuild } from '../../analytics/index.js';
import { CourseSchema } from '../../courses/index.js';
import { UserSchema } from '../../users/user.schema.js';
import { nameOfCollection } from '../bulk/name-of-collection.js';
import type { ImportSummary } from '../import-summary.js';
import { SILENT } from '../progress/progress.js';
import { DataLoads } from '../synthetic/data-loads.service.js';
import { SyntheticLoad } from '../synthetic/synthetic-load.service.js';
import { DAY, type SyntheticPlan } from '../synthetic/synthetic-plan.js';
import {
  DEMONSTRATION_ACCOUNTS,
  withAccount,
  writeAdministrator,
  type DemonstrationAccount,
} from './demonstration-accounts.js';

/** Large enough for every list, figure and chart to have something in it, small enough to be there in seconds. */
const SIZE: Omit<SyntheticPlan, 'now'> = {
  name: 'demonstration',
  seed: 20,
  courses: 72,
  instructors: 12,
  learners: 640,
  // More than published figures say, so that courses of this small a platform are not empty.
  enrollmentsEach: 3,
  days: 240,
};

/** What a start should tell. */
export interface Demonstration {
  /** What was written; null when the data was there, or the database has other data. */
  readonly written: ImportSummary | null;
  /** Whom a visitor can sign in as; none when the database has other data. */
  readonly accounts: readonly DemonstrationAccount[];
}

/** Fills an empty database with a catalogue, people and months of activity up to now, the same every time. */
@Injectable()
export class DemonstrationSeeder {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly loads: DataLoads,
    private readonly load: SyntheticLoad,
    private readonly rebuild: RollupRebuild,
  ) {}

  /** Writes the demonstration if the database is empty, or if writing it was interrupted before. */
  async seed(now: Date): Promise<Demonstration> {
    const known = await this.loads.find(SIZE.name);
    if (known?.done_at) return { written: null, accounts: DEMONSTRATION_ACCOUNTS };
    if (!known && !(await this.isEmpty())) return { written: null, accounts: [] };
    const plan = await this.loads.begin({ ...SIZE, now });
    const written = await this.write(plan);
    await this.rebuild.run();
    await this.loads.finish(plan, now);
    return { written, accounts: DEMONSTRATION_ACCOUNTS };
  }

  private async write(plan: SyntheticPlan): Promise<ImportSummary> {
    // What makes names and texts is large, and most starts need none.
    const { SyntheticData } = await import('../synthetic/synthetic-data.js');
    const data = new SyntheticData(plan);
    const administrator = writeAdministrator(new Date(plan.now.getTime() - (plan.days + 90) * DAY));
    const instructors = data.instructors.map((user, place) => (place === 0 ? withAccount(user) : user));
    const shown = data.shownLearner();
    const lives = [{ ...shown, user: withAccount(shown.user) }, ...data.learners()];
    const staff = [administrator, ...instructors];
    return await this.load.write({ courses: data.courses, staff, lives, learners: lives.length }, SILENT);
  }

  private async isEmpty(): Promise<boolean> {
    for (const schema of [UserSchema, CourseSchema]) {
      const found = await this.connection
        .collection(nameOfCollection(schema))
        .findOne({}, { projection: { _id: 1 } });
      if (found) return false;
    }
    return true;
  }
}
