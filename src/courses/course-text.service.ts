import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage, type Types } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { COURSE, type Course } from './course.schema.js';
import { LESSON_CONTENT, type LessonContent } from './lesson-content.schema.js';

/** A published course, or a lesson of one, that words were found in. */
export interface TextMatch {
  readonly courseId: string;
  /** Absent when the course itself matches. */
  readonly lessonId?: string;
  readonly title: string;
  readonly category: string;
  readonly level: Course['level'];
  /** MongoDB's text score by the weights of the index. */
  readonly score: number;
}

interface MatchRow {
  course_id: Types.ObjectId;
  lesson_id?: Types.ObjectId;
  title: string;
  category: string;
  level: Course['level'];
  score: number;
}

const SCORE = { $meta: 'textScore' } as const;
const BEST_FIRST = { $sort: { score: -1, course_id: 1, lesson_id: 1 } } as const;

/** Words in courses and lessons, by MongoDB's text indexes. */
@Injectable()
export class CourseTextService {
  constructor(
    @InjectModel(COURSE) private readonly courses: Model<Course>,
    @InjectModel(LESSON_CONTENT) private readonly contents: Model<LessonContent>,
  ) {}

  /** The published courses in which `words` are found, best first, at most `limit`. */
  async matchCourses(words: string, limit: number): Promise<TextMatch[]> {
    const rows = await this.courses.aggregate<MatchRow>([
      { $match: { status: 'published', $text: { $search: words } } },
      { $project: { _id: 0, course_id: '$_id', title: 1, category: 1, level: 1, score: SCORE } },
      BEST_FIRST,
      { $limit: limit },
    ]);
    return rows.map(toMatch);
  }

  /**
   * The lessons of published courses in which `words` are found, best first, at most `limit`. Lessons
   * are gathered by course first, so that each course is looked up once.
   */
  async matchLessons(words: string, limit: number): Promise<TextMatch[]> {
    const publishedCourse: PipelineStage.Lookup = {
      $lookup: {
        from: this.courses.collection.name,
        localField: '_id',
        foreignField: '_id',
        pipeline: [{ $match: { status: 'published' } }, { $project: { category: 1, level: 1 } }],
        as: 'course',
      },
    };
    const rows = await this.contents.aggregate<MatchRow>([
      { $match: { $text: { $search: words } } },
      { $project: { course_id: 1, title: 1, score: SCORE } },
      {
        $group: {
          _id: '$course_id',
          lessons: { $push: { id: '$_id', title: '$title', score: '$score' } },
        },
      },
      publishedCourse,
      { $unwind: '$course' },
      { $unwind: '$lessons' },
      {
        $project: {
          _id: 0,
          course_id: '$_id',
          lesson_id: '$lessons.id',
          title: '$lessons.title',
          category: '$course.category',
          level: '$course.level',
          score: '$lessons.score',
        },
      },
      BEST_FIRST,
      { $limit: limit },
    ]);
    return rows.map(toMatch);
  }

  /** What can be read of courses, best part first: summary and description, by id. */
  async readCourseTexts(courseIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.courses
      .find({ _id: { $in: courseIds.map(toObjectId) } })
      .select({ summary: 1, description: 1 })
      .lean<Pick<Course, '_id' | 'summary' | 'description'>[]>();
    return new Map(rows.map((row) => [row._id.toHexString(), [row.summary, row.description]]));
  }

  /** The contents of lessons, by id. */
  async readLessonTexts(lessonIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.contents
      .find({ _id: { $in: lessonIds.map(toObjectId) } })
      .select({ content: 1 })
      .lean<Pick<LessonContent, '_id' | 'content'>[]>();
    return new Map(rows.map(({ _id, content }) => [_id.toHexString(), [content]]));
  }
}

function toMatch({ course_id, lesson_id, title, category, level, score }: MatchRow): TextMatch {
  return {
    courseId: course_id.toHexString(),
    ...(lesson_id && { lessonId: lesson_id.toHexString() }),
    title,
    category,
    level,
    score,
  };
}
