import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { COURSE, type Course } from './course.schema.js';

/** A course by name, with its counters. */
export type CountedCourse = Pick<Course, '_id' | 'title' | 'category' | 'status' | 'stats'>;

export interface CategoryTotals {
  readonly category: string;
  readonly courses: number;
  readonly enrollments: number;
  readonly completions: number;
}

const COUNTED = { title: 1, category: 1, status: 1, stats: 1 } as const;

/** What the counters of all courses add up to. Reads join the session they are called in. */
@Injectable()
export class CourseTotalsService {
  constructor(@InjectModel(COURSE) private readonly courses: Model<Course>) {}

  /** The published courses with the most enrolments, most first. */
  async listMostEnrolled(limit: number): Promise<CountedCourse[]> {
    return this.courses
      .find({ status: 'published' })
      .select(COUNTED)
      .sort({ 'stats.enrollments': -1, _id: -1 })
      .limit(limit)
      .lean<CountedCourse[]>();
  }

  async countByStatus(): Promise<Record<Course['status'], number>> {
    const groups = await this.courses.aggregate<{ _id: Course['status']; count: number }>([
      { $sortByCount: '$status' },
    ]);
    const counts = { draft: 0, published: 0, archived: 0 };
    for (const { _id, count } of groups) counts[_id] = count;
    return counts;
  }

  /** Categories with what their courses add up to, most enrolments first. */
  async listCategories(limit: number): Promise<CategoryTotals[]> {
    return this.courses.aggregate<CategoryTotals>([
      {
        $group: {
          _id: '$category',
          courses: { $sum: 1 },
          enrollments: { $sum: '$stats.enrollments' },
          completions: { $sum: '$stats.completions' },
        },
      },
      { $sort: { enrollments: -1, _id: 1 } },
      { $limit: limit },
      { $project: { _id: 0, category: '$_id', courses: 1, enrollments: 1, completions: 1 } },
    ]);
  }
}
