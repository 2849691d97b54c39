import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type QueryFilter } from 'mongoose';
import { toObjectId } from '../common/index.js';
import type { CourseItem } from './course.presenter.js';
import { COURSE, type Course } from './course.schema.js';
import type { CourseFacets } from './dto/course-bodies.dto.js';
import type { CourseListParams, SortOrder } from './dto/course-list.dto.js';

/** Named in the catalogue's `LISTED_BY`, but for the counters. `_id` last, so that equal courses have one order and pages never overlap. */
export const ORDERS = {
  recent: { published_at: -1, _id: -1 },
  popular: { 'stats.enrollments': -1, _id: -1 },
  top_rated: { 'stats.rating_score': -1, _id: -1 },
} as const satisfies Record<SortOrder, Record<string, -1>>;

/** What a list leaves out. */
const UNLISTED = { description: 0, sections: 0 } as const;

/** Lists of courses, each order read off an index of its own. */
@Injectable()
export class CourseListRepository {
  constructor(@InjectModel(COURSE) private readonly courses: Model<Course>) {}

  async page(params: CourseListParams): Promise<CourseItem[]> {
    return this.pageQuery(params).lean<CourseItem[]>();
  }

  async count(params: CourseListParams): Promise<number> {
    return this.courses.countDocuments(filterOf(params));
  }

  /** The plan that MongoDB chooses for a page, for the spec that holds the indexes to their promise. */
  async explainPage(params: CourseListParams): Promise<object> {
    return this.pageQuery(params).explain('executionStats');
  }

  /** How many of the courses that the filters match have each category, level and language, most first. */
  async countFacets(params: CourseListParams): Promise<CourseFacets> {
    const facet = (field: keyof CourseFacets) => [
      { $group: { _id: `$${field}`, count: { $sum: 1 } } },
      { $sort: { count: -1 as const, _id: 1 as const } },
      { $project: { _id: 0, value: '$_id', count: 1 } },
    ];
    const [facets] = await this.courses.aggregate<CourseFacets>([
      { $match: filterOf(params) },
      { $project: { category: 1, level: 1, language: 1 } },
      { $facet: { category: facet('category'), level: facet('level'), language: facet('language') } },
    ]);
    return facets ?? { category: [], level: [], language: [] };
  }

  /** The first published courses of an order, without some. */
  async top(order: SortOrder, limit: number, without: readonly string[] = []): Promise<CourseItem[]> {
    const excluded = without.length > 0 ? { _id: { $nin: without.map(toObjectId) } } : {};
    return this.courses
      .find({ status: 'published', ...excluded })
      .select(UNLISTED)
      .sort(ORDERS[order])
      .limit(limit)
      .lean<CourseItem[]>();
  }

  /** Those of some courses that are published, in no order. */
  async findPublished(courseIds: readonly string[]): Promise<CourseItem[]> {
    return this.courses
      .find({ _id: { $in: courseIds.map(toObjectId) }, status: 'published' })
      .select(UNLISTED)
      .lean<CourseItem[]>();
  }

  private pageQuery(params: CourseListParams) {
    return this.courses
      .find(filterOf(params))
      .select(UNLISTED)
      .sort(ORDERS[params.sort_by])
      .skip((params.page - 1) * params.page_size)
      .limit(params.page_size);
  }
}

/** Of members named in the catalogue's `LISTED_BY`, but for words and the counters. */
export function filterOf(params: CourseListParams): QueryFilter<Course> {
  const instructors = [params.instructor_id, params.owner_id].filter((id) => typeof id === 'string');
  return {
    status: params.status,
    ...(params.q !== undefined && { $text: { $search: params.q } }),
    ...(params.category !== undefined && { category: params.category }),
    ...(params.level !== undefined && { level: params.level }),
    ...(params.language !== undefined && { language: params.language }),
    ...(params.tags !== undefined && params.tags.length > 0 && { tags: { $all: params.tags } }),
    ...(params.price_max !== undefined && { price: { $lte: params.price_max } }),
    ...(params.rating_min !== undefined && { 'stats.rating_average': { $gte: params.rating_min } }),
    ...(params.owner_id === null && { _id: { $in: [] } }),
    // `$all` of two different ids matches no course, of the same id twice its courses.
    ...(instructors.length > 0 && { 'instructor.id': { $all: instructors.map(toObjectId) } }),
  };
}
