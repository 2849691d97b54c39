import { Injectable } from '@nestjs/common';
import type { PipelineStage } from 'mongoose';
import { toPage } from '../common/index.js';
import { unknownCourse } from './course-access.js';
import { CourseListRepository } from './course-list.repository.js';
import { presentCourse, presentCourseItem, presentLesson } from './course.presenter.js';
import { CourseRepository } from './course.repository.js';
import type { CourseBody, CourseItemBody, CoursePageBody, LessonBody } from './dto/course-bodies.dto.js';
import type { CourseListParams, SortOrder } from './dto/course-list.dto.js';
import { LessonContentRepository } from './lesson-content.repository.js';
import { findLesson, toOutline, type CourseOutline } from './outline.js';

/** Reads of courses, for this feature's routes and for other features. */
@Injectable()
export class CoursesService {
  constructor(
    private readonly courses: CourseRepository,
    private readonly lists: CourseListRepository,
    private readonly contents: LessonContentRepository,
  ) {}

  /** @throws {NotFoundError} */
  async read(courseId: string): Promise<CourseBody> {
    const course = await this.courses.find(courseId);
    if (!course) throw unknownCourse(courseId);
    return presentCourse(course);
  }

  async list(params: CourseListParams): Promise<CoursePageBody> {
    const items = await this.lists.page(params);
    const total = await this.lists.count(params);
    const page = toPage(items.map(presentCourseItem), total, params);
    return {
      ...page,
      items: [...page.items],
      ...(params.facets && { facets: await this.lists.countFacets(params) }),
    };
  }

  /** The first published courses of an order as list items, without some (whom a learner has already). */
  async listTop(order: SortOrder, limit: number, without: readonly string[] = []): Promise<CourseItemBody[]> {
    return (await this.lists.top(order, limit, without)).map(presentCourseItem);
  }

  /** Those of some courses that are published, as list items, in the order asked for. */
  async listItems(courseIds: readonly string[]): Promise<CourseItemBody[]> {
    const items = await this.lists.findPublished(courseIds);
    const byId = new Map(items.map((item) => [item._id.toHexString(), presentCourseItem(item)]));
    return courseIds.flatMap((id) => byId.get(id) ?? []);
  }

  async exists(courseId: string): Promise<boolean> {
    return this.courses.exists(courseId);
  }

  /** What a course consists of; null for an unknown one. Inside a transaction it is read in it. */
  async findOutline(courseId: string): Promise<CourseOutline | null> {
    return (await this.findOutlines([courseId])).get(courseId) ?? null;
  }

  /** The outlines of those courses that exist, by id. */
  async findOutlines(courseIds: readonly string[]): Promise<ReadonlyMap<string, CourseOutline>> {
    const courses = await this.courses.findOutlined(courseIds);
    return new Map(courses.map((course) => [course._id.toHexString(), toOutline(course)]));
  }

  /**
   * A join of the outlines of those courses whose ids a member of a row holds, one or many; each is an
   * `OutlinedCourse`, for `toOutline`.
   */
  joinOutlines(localField: string, as: string): PipelineStage.Lookup {
    return this.courses.joinOutlined(localField, as);
  }

  /** The versions of those courses that exist, by id. */
  async findVersions(courseIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const courses = await this.courses.findVersions(courseIds);
    return new Map(courses.map(({ _id, version }) => [_id.toHexString(), version]));
  }

  /** @throws {NotFoundError} when the course, or a lesson in it, does not exist. */
  async readLesson(courseId: string, lessonId: string): Promise<LessonBody> {
    const course = await this.courses.find(courseId);
    if (!course) throw unknownCourse(courseId);
    const { section, lesson } = findLesson(course.sections, lessonId);
    return presentLesson(courseId, section, lesson, await this.contents.read(lessonId));
  }
}
