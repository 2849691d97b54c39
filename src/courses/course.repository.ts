import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, type PipelineStage } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { COURSE, type Course } from './course.schema.js';
import { courseNameWords } from './name-words.js';
import { OUTLINED, type OutlinedCourse } from './outline.js';
import { Vocabulary } from './vocabulary.service.js';

/** What an author's change may set; `version`, `stats`, the times and the words of its names follow by themselves. */
export type CourseChange = Partial<
  Omit<Course, '_id' | 'version' | 'stats' | 'name_words' | 'created_at' | 'updated_at'>
>;

/** Courses, one at a time or by their ids. Inside a transaction every operation joins it. */
@Injectable()
export class CourseRepository {
  constructor(
    @InjectModel(COURSE) private readonly courses: Model<Course>,
    private readonly vocabulary: Vocabulary,
  ) {}

  async find(courseId: string): Promise<Course | null> {
    return this.courses.findById(toObjectId(courseId)).lean<Course>();
  }

  async exists(courseId: string): Promise<boolean> {
    return (await this.courses.exists({ _id: toObjectId(courseId) })) !== null;
  }

  /** The members that an outline is made of, for those ids that exist, in no order. */
  async findOutlined(courseIds: readonly string[]): Promise<OutlinedCourse[]> {
    return this.courses
      .find({ _id: { $in: courseIds.map(toObjectId) } })
      .select(OUTLINED)
      .lean<OutlinedCourse[]>();
  }

  /** Joins the same members of those courses whose ids a member of a row holds, one or many. */
  joinOutlined(localField: string, as: string): PipelineStage.Lookup {
    const from = this.courses.collection.name;
    return { $lookup: { from, localField, foreignField: '_id', pipeline: [{ $project: OUTLINED }], as } };
  }

  /** Versions of those courses that exist. */
  async findVersions(courseIds: readonly string[]): Promise<Pick<Course, '_id' | 'version'>[]> {
    return this.courses
      .find({ _id: { $in: courseIds.map(toObjectId) } })
      .select({ version: 1 })
      .lean<Pick<Course, '_id' | 'version'>[]>();
  }

  async insert(course: Omit<Course, 'name_words' | 'created_at' | 'updated_at'>): Promise<Course> {
    const name_words = await this.learnNames(course);
    const [inserted] = await this.courses.create([{ ...course, name_words }]);
    if (!inserted) throw new Error('course: nothing was inserted');
    return inserted.toObject();
  }

  /** Applies a change to a course as it was read in this transaction; the version rises by one. */
  async change(course: Course, change: CourseChange): Promise<Course> {
    const name_words = await this.learnNames({ ...course, ...change });
    const changed = await this.courses
      .findOneAndUpdate(
        { _id: course._id },
        { $set: { ...change, name_words }, $inc: { version: 1 } },
        { returnDocument: 'after' },
      )
      .lean<Course>();
    if (!changed) throw new Error(`course ${course._id.toHexString()}: gone within its own transaction`);
    return changed;
  }

  async delete(courseId: string): Promise<void> {
    await this.courses.deleteOne({ _id: toObjectId(courseId) });
  }

  private async learnNames(course: Pick<Course, 'title' | 'tags' | 'category'>): Promise<string[]> {
    const words = courseNameWords(course);
    await this.vocabulary.learn(words);
    return words;
  }
}
