import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { trigramsOf, VOCABULARY_WORD, vocabularyOf, type VocabularyWord } from './vocabulary.schema.js';

/** Words looked at for one that was mistyped: those that share most trigrams with it. */
const LOOKED_AT = 300;

/** The words that courses and lessons are called by. Reads and writes join the session they are called in. */
@Injectable()
export class Vocabulary {
  constructor(@InjectModel(VOCABULARY_WORD) private readonly words: Model<VocabularyWord>) {}

  /**
   * Adds words that are new. Called with or before the write of what they name, so that whoever sees a
   * name knows its words. Words are never taken out: one that nothing has any more leads nowhere.
   */
  async learn(foldedWords: Iterable<string>): Promise<void> {
    const documents = vocabularyOf(foldedWords);
    const ids = documents.map(({ _id }) => _id);
    const known = await this.words
      .find({ _id: { $in: ids } })
      .select({ _id: 1 })
      .lean<{ _id: string }[]>();
    const old = new Set(known.map(({ _id }) => _id));
    const added = documents.filter(({ _id }) => !old.has(_id));
    if (added.length === 0) return;
    // Upserts: outside a transaction another author may learn the same word at this moment.
    await this.words.bulkWrite(
      added.map(({ _id, ...word }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: word }, upsert: true },
      })),
    );
  }

  /** Whether a word begins so. */
  async hasPrefix(folded: string): Promise<boolean> {
    return (await this.words.exists({ _id: { $gte: folded, $lt: `${folded}\uffff` } })) !== null;
  }

  /** The words that share most trigrams with one that is not much longer or shorter, most first. */
  async listSimilar(folded: string, lengthSlack: number): Promise<string[]> {
    const wanted = trigramsOf(folded);
    const { length } = folded;
    const rows = await this.words.aggregate<{ _id: string }>([
      {
        $match: {
          trigrams: { $in: wanted },
          length: { $gte: length - lengthSlack, $lte: length + lengthSlack },
        },
      },
      { $project: { shared: { $size: { $setIntersection: ['$trigrams', { $literal: wanted }] } } } },
      { $sort: { shared: -1, _id: 1 } },
      { $limit: LOOKED_AT },
    ]);
    return rows.map(({ _id }) => _id);
  }
}
