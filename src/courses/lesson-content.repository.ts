import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Types } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { LESSON_CONTENT, type LessonContent } from './lesson-content.schema.js';
import { nameWordsOf } from './name-words.js';
import { Vocabulary } from './vocabulary.service.js';

/** The contents of lessons. Inside a transaction every operation joins it. */
@Injectable()
export class LessonContentRepository {
  constructor(
    @InjectModel(LESSON_CONTENT) private readonly contents: Model<LessonContent>,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** A lesson's content; empty where none was ever written (imported lessons). */
  async read(lessonId: string): Promise<string> {
    const found = await this.contents
      .findById(toObjectId(lessonId))
      .select({ content: 1 })
      .lean<LessonContent>();
    return found?.content ?? '';
  }

  async write(
    lessonId: Types.ObjectId,
    courseId: Types.ObjectId,
    { title, content }: Pick<LessonContent, 'title' | 'content'>,
  ): Promise<void> {
    const words = nameWordsOf(title);
    await this.vocabulary.learn(words);
    await this.contents.updateOne(
      { _id: lessonId },
      { $set: { title, content, name_words: words }, $setOnInsert: { course_id: courseId } },
      { upsert: true, setDefaultsOnInsert: false },
    );
  }

  async delete(lessonIds: readonly Types.ObjectId[]): Promise<void> {
    await this.contents.deleteMany({ _id: { $in: [...lessonIds] } });
  }

  async deleteOfCourse(courseId: string): Promise<void> {
    await this.contents.deleteMany({ course_id: toObjectId(courseId) });
  }
}
