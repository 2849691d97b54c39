import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AnyBulkWriteOperation, Filter } from 'mongodb';
import { Model, type Types } from 'mongoose';
import { nativeCollection } from '../database/index.js';
import { COURSE, COURSE_STATUSES, type Course } from './course.schema.js';
import { LESSON_CONTENT, type LessonContent } from './lesson-content.schema.js';
import { courseNameWords, nameWordsOf } from './name-words.js';
import { Vocabulary } from './vocabulary.service.js';

const BATCH = 1_000;

/** Every course has one of them: said, so that the index that has words by status can be asked. */
const ANY_STATUS = { status: { $in: [...COURSE_STATUSES] } };

/** What a document must have for the words of its name to be found. */
interface Named {
  _id: Types.ObjectId;
  title: string;
  name_words: string[];
}

/**
 * Gives courses and lessons from before the search by names their words, at the start, before anything
 * is served. Where all have them it asks two indexes and is done; twice at once, or cut short, is no harm.
 */
@Injectable()
export class NameWordsUpgrade implements OnApplicationBootstrap {
  private readonly logger = new Logger(NameWordsUpgrade.name);

  constructor(
    @InjectModel(COURSE) private readonly courses: Model<Course>,
    @InjectModel(LESSON_CONTENT) private readonly contents: Model<LessonContent>,
    private readonly vocabulary: Vocabulary,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const upgraded =
      (await this.upgrade(this.contents, ({ title }) => nameWordsOf(title))) +
      (await this.upgrade(this.courses, courseNameWords, ANY_STATUS));
    if (upgraded > 0)
      this.logger.log(`search: ${upgraded} courses and lessons were given the words of their names`);
  }

  private async upgrade<T extends Named>(
    model: Model<T>,
    wordsOf: (document: T) => string[],
    all: Filter<Named> = {},
  ): Promise<number> {
    const collection = nativeCollection<Named>(model as unknown as Model<Named>);
    let upgraded = 0;
    for (;;) {
      const batch = (await collection
        .find({ ...all, name_words: { $exists: false } })
        .project({ title: 1, tags: 1, category: 1 })
        .limit(BATCH)
        .toArray()) as unknown as T[];
      if (batch.length === 0) return upgraded;
      await this.vocabulary.learn(batch.flatMap(wordsOf));
      const writes = batch.map((document): AnyBulkWriteOperation<Named> => {
        // An author who renames it meanwhile writes the words too.
        const filter = { _id: document._id, name_words: { $exists: false } };
        return { updateOne: { filter, update: { $set: { name_words: wordsOf(document) } } } };
      });
      await collection.bulkWrite(writes, { ordered: false, writeConcern: { w: 'majority' } });
      upgraded += batch.length;
    }
  }
}
