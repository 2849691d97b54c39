import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { CourseSchema, LessonContentSchema } from '../../courses/index.js';
import { EnrollmentSchema } from '../../enrollments/enrollment.schema.js';
import { CompletionSchema, HeartbeatSchema } from '../../progress/learning.schema.js';
import { ReviewSchema } from '../../reviews/review.schema.js';
import { UserSchema, type User } from '../../users/user.schema.js';
import { BulkLoader, type Loaded } from '../bulk/bulk-loader.service.js';
import { inBatches } from '../bulk/in-batches.js';
import { nameOfCollection } from '../bulk/name-of-collection.js';
import type { ImportSummary } from '../import-summary.js';
import type { Progress } from '../progress/progress.js';
import type { LearnerLife } from './synthetic-data.js';
import type { SyntheticCourse } from './write-course.js';

/** Courses, and learners with their lives, that are in memory as documents at once. */
const BATCH = 250;

/** What is to be written. */
export interface Cast {
  readonly courses: readonly SyntheticCourse[];
  /** Instructors and administrators. */
  readonly staff: readonly User[];
  readonly lives: Iterable<LearnerLife>;
  /** How many `lives` there are, for the progress bar. */
  readonly learners: number;
}

const COLLECTIONS = {
  staff: nameOfCollection(UserSchema),
  students: nameOfCollection(UserSchema),
  courses: nameOfCollection(CourseSchema),
  lessons: nameOfCollection(LessonContentSchema),
  enrolments: nameOfCollection(EnrollmentSchema),
  completions: nameOfCollection(CompletionSchema),
  heartbeats: nameOfCollection(HeartbeatSchema),
  reviews: nameOfCollection(ReviewSchema),
};
type Kind = keyof typeof COLLECTIONS;

/** Writes generated courses and people; what is there already stays as it is. */
@Injectable()
export class SyntheticLoad {
  constructor(private readonly loader: BulkLoader) {}

  async write({ courses, staff, lives, learners }: Cast, progress: Progress): Promise<ImportSummary> {
    const totals = new Map<Kind, Loaded>();
    const step = progress.begin('writing', courses.length + learners);
    try {
      await this.put(totals, 'staff', staff);
      for await (const batch of inBatches(courses, BATCH)) {
        const lessons = batch.flatMap((written) => written.lessons);
        const documents = batch.map(({ course }) => course);
        await this.loader.learnNames([...lessons, ...documents]);
        await this.put(totals, 'lessons', lessons);
        await this.put(totals, 'courses', documents);
        step.advance(batch.length);
      }
      for await (const batch of inBatches(lives, BATCH)) {
        await this.putLives(totals, batch);
        step.advance(batch.length);
      }
    } finally {
      step.end();
    }
    return { loaded: totals, amended: 0, malformed: 0 };
  }

  /** Enrolments last: one is never seen without its user and what was done in it. */
  private async putLives(totals: Map<Kind, Loaded>, lives: readonly LearnerLife[]): Promise<void> {
    const users = lives.map(({ user }) => user);
    await Promise.all([
      this.put(totals, 'students', users),
      this.put(totals, 'completions', gather(lives, 'completions')),
      this.put(totals, 'heartbeats', gather(lives, 'heartbeats')),
      this.put(totals, 'reviews', gather(lives, 'reviews')),
    ]);
    await this.put(totals, 'enrolments', gather(lives, 'enrollments'));
  }

  private async put<T extends mongo.Document & { _id: unknown }>(
    totals: Map<Kind, Loaded>,
    kind: Kind,
    documents: readonly T[],
  ): Promise<void> {
    const { added, present } = await this.loader.insertMissing(COLLECTIONS[kind], documents);
    const total = totals.get(kind) ?? { added: 0, present: 0 };
    totals.set(kind, { added: total.added + added, present: total.present + present });
  }
}

function gather<K extends Exclude<keyof LearnerLife, 'user'>>(
  lives: readonly LearnerLife[],
  kind: K,
): LearnerLife[K][number][] {
  return lives.flatMap((life): readonly LearnerLife[K][number][] => life[kind]);
}
