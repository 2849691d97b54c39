import { Schema, type Types } from 'mongoose';

/** A lesson's content, apart from the outline so that a course stays small; its `_id` is the lesson's id. */
export interface LessonContent {
  _id: Types.ObjectId;
  course_id: Types.ObjectId;
  /** Written with the outline's in one transaction; stands here too for the text index. */
  title: string;
  content: string;
  /** Of the title, for the search (see `nameWordsOf`). */
  name_words: string[];
}

export const LessonContentSchema = new Schema<LessonContent>(
  {
    _id: Schema.Types.ObjectId,
    course_id: { type: Schema.Types.ObjectId, required: true },
    title: { type: String, required: true },
    content: { type: String, default: '' },
    name_words: { type: [String], default: undefined },
  },
  { collection: 'lessons', versionKey: false },
);
LessonContentSchema.index({ course_id: 1 });
LessonContentSchema.index({ name_words: 1 });

LessonContentSchema.index(
  { title: 'text', content: 'text' },
  {
    name: 'lesson_text',
    weights: { title: 5, content: 1 },
    default_language: 'english',
    language_override: 'text_language',
  },
);

export const LESSON_CONTENT = 'LessonContent';
