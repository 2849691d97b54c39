import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type QueryFilter } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { COURSE, type Course } from './course.schema.js';
import { LESSON_CONTENT, type LessonContent } from './lesson-content.schema.js';

/** A published course, or a lesson of one, that words were found in. */
export interface FoundText {
  readonly courseId: string;
  /** Absent when it is the course itself. */
  readonly lessonId?: string;
  readonly title: string;
  readonly category: string;
  readonly level: Course['level'];
}

/** One of these must be among the words of a name. Words are folded. */
export interface NameAlternatives {
  readonly words: readonly string[];
  /** Words that begin so count too. */
  readonly prefix?: string;
}

/** The most that one question finds, of courses and of lessons each; 0 does not ask for them. */
export interface FoundLimits {
  readonly courses: number;
  readonly lessons: number;
}

type Listed = Pick<Course, 'title' | 'category' | 'level'> & { id: string };
type ListedLesson = Pick<LessonContent, 'title'> & { id: string; course: string };
type Named = Pick<Course, 'name_words'>;

/** Ids as text: a thousand ObjectIds cost more than the rest of a search, most of it for collecting the garbage. */
const LISTED = { _id: 0, id: { $toString: '$_id' }, title: 1, category: 1, level: 1 } as const;
const LISTED_LESSON = {
  _id: 0,
  id: { $toString: '$_id' },
  course: { $toString: '$course_id' },
  title: 1,
} as const;

/** Lessons of courses that are not published are passed over: where they are few, one pass has enough others … */
const PASS_SIZE = 1.25;
/** … and there are no more passes than this. */
const PASSES = 4;

/**
 * Words in published courses and their lessons. Every question reads a bounded part of one index and
 * sorts nothing: text comes in the order of the text index, whose entries of a word are by weight, so
 * that the first that are found are the ones that say most about it.
 */
@Injectable()
export class CourseTextService {
  constructor(
    @InjectModel(COURSE) private readonly courses: Model<Course>,
    @InjectModel(LESSON_CONTENT) private readonly contents: Model<LessonContent>,
  ) {}

  /** What is called by all of the words (title, tags, category), each in one of its forms. */
  async findByNames(all: readonly NameAlternatives[], limits: FoundLimits): Promise<FoundText[]> {
    const $and = all.map(hasOneOf);
    return [
      ...(await this.findCourses({ $and }, limits.courses)),
      ...(await this.findLessons({ $and }, limits.lessons)),
    ];
  }

  /** Where any of the words is found, in any form that has its stem. @param search as of MongoDB's `$text` */
  async findByText(search: string, limits: FoundLimits): Promise<FoundText[]> {
    const $text = { $search: search };
    return [
      ...(await this.findCourses({ $text }, limits.courses)),
      ...(await this.findLessons({ $text }, limits.lessons)),
    ];
  }

  /**
   * What can be read of courses, best part first: summary and description, by id. The database is asked even
   * about none: an answer to a query without words is cached as of the snapshot that it was read at, too.
   */
  async readCourseTexts(courseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.courses
      .find({ _id: { $in: courseIds.map(toObjectId) } })
      .select({ summary: 1, description: 1, tags: 1 })
      .lean<Pick<Course, '_id' | 'summary' | 'description' | 'tags'>[]>();
    return new Map(
      rows.map((row) => [row._id.toHexString(), [row.summary, row.description, row.tags.join(', ')]]),
    );
  }

  /** The contents of lessons, by id. */
  async readLessonTexts(lessonIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (lessonIds.length === 0) return new Map();
    const rows = await this.contents
      .find({ _id: { $in: lessonIds.map(toObjectId) } })
      .select({ content: 1 })
      .lean<Pick<LessonContent, '_id' | 'content'>[]>();
    return new Map(rows.map(({ _id, content }) => [_id.toHexString(), [content]]));
  }

  private async findCourses(filter: QueryFilter<Course>, limit: number): Promise<FoundText[]> {
    if (limit === 0) return [];
    const rows = await this.courses
      .find({ status: 'published', ...filter })
      .select(LISTED)
      .limit(limit)
      .batchSize(limit)
      .lean<Listed[]>();
    return rows.map(toCourse);
  }

  private async findLessons(filter: QueryFilter<LessonContent>, limit: number): Promise<FoundText[]> {
    const found: FoundText[] = [];
    const size = Math.ceil(limit * PASS_SIZE);
    for (let pass = 0; pass < PASSES && found.length < limit; pass += 1) {
      const rows = await this.contents
        .find(filter)
        .select(LISTED_LESSON)
        .skip(pass * size)
        .limit(size)
        .batchSize(size)
        .lean<ListedLesson[]>();
      const courses = await this.findPublished(rows);
      for (const { id, course: courseId, title } of rows) {
        const course = courses.get(courseId);
        if (course) found.push({ ...course, lessonId: id, title });
      }
      if (rows.length < size) break;
    }
    return found.slice(0, limit);
  }

  private async findPublished(lessons: readonly ListedLesson[]): Promise<ReadonlyMap<string, FoundText>> {
    const ids = [...new Set(lessons.map(({ course }) => course))].map(toObjectId);
    if (ids.length === 0) return new Map();
    const found = await this.findCourses({ _id: { $in: ids } }, ids.length);
    return new Map(found.map((course) => [course.courseId, course]));
  }
}

function hasOneOf({ words, prefix }: NameAlternatives): QueryFilter<Named> {
  const whole = { name_words: { $in: [...words] } };
  if (prefix === undefined) return whole;
  // A range of strings, not a regular expression: nothing in a word has a meaning of its own.
  return { $or: [whole, { name_words: { $elemMatch: { $gte: prefix, $lt: `${prefix}\uffff` } } }] };
}

function toCourse({ id, ...listed }: Listed): FoundText {
  return { courseId: id, ...listed };
}
