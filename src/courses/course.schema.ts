import { Schema, type Types } from 'mongoose';

export const COURSE_STATUSES = ['draft', 'published', 'archived'] as const;
export const COURSE_LEVELS = ['beginner', 'intermediate', 'advanced', 'all'] as const;
export type CourseStatus = (typeof COURSE_STATUSES)[number];
export type CourseLevel = (typeof COURSE_LEVELS)[number];

export interface OutlineLesson {
  id: Types.ObjectId;
  title: string;
  type: string;
  duration_seconds: number;
  required: boolean;
  /** When it was put into the course; null where nobody knows (imported). */
  added_at: Date | null;
}

export interface OutlineSection {
  id: Types.ObjectId;
  title: string;
  lessons: OutlineLesson[];
}

/**
 * Counters that change with every enrolment, folded from the outbox; written without moving `updated_at`, and ignored
 * by the cache's tail because every changed field lies under `stats.`.
 */
export interface CourseStats {
  /** All enrolments, dropped ones too. */
  enrollments: number;
  /** Enrolments that are completed. */
  completions: number;
  rating_sum: number;
  rating_count: number;
  /** How many gave 1, 2, 3, 4 and 5. */
  rating_histogram: Record<1 | 2 | 3 | 4 | 5, number>;
  /** Rounded to 2 decimals; 0 without ratings. */
  rating_average: number;
  /** Bayesian mean, by which `top_rated` sorts: (C·m + Σr) ÷ (C + n), C = 10. */
  rating_score: number;
}

export interface Course {
  _id: Types.ObjectId;
  title: string;
  slug: string;
  summary: string;
  description: string;
  category: string;
  level: CourseLevel;
  language: string;
  tags: string[];
  price: number;
  status: CourseStatus;
  instructor: { id: Types.ObjectId; display_name: string };
  /** Rises by one with every change to the course or its outline. */
  version: number;
  sections: OutlineSection[];
  stats: CourseStats;
  /** Of title, tags and category, for the search (see `courseNameWords`). */
  name_words: string[];
  published_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

const lesson = new Schema<OutlineLesson>(
  {
    id: { type: Schema.Types.ObjectId, required: true },
    title: { type: String, required: true },
    type: { type: String, required: true },
    duration_seconds: { type: Number, default: 0 },
    required: { type: Boolean, default: true },
    added_at: { type: Date, default: null },
  },
  { _id: false, id: false },
);

const section = new Schema<OutlineSection>(
  {
    id: { type: Schema.Types.ObjectId, required: true },
    title: { type: String, required: true },
    lessons: { type: [lesson], default: [] },
  },
  { _id: false, id: false },
);

const zero = { type: Number, default: 0 };

export const CourseSchema = new Schema<Course>(
  {
    title: { type: String, required: true },
    slug: { type: String, required: true },
    summary: { type: String, default: '' },
    description: { type: String, default: '' },
    category: { type: String, default: 'general' },
    level: { type: String, enum: COURSE_LEVELS, default: 'all' },
    language: { type: String, default: 'en' },
    tags: { type: [String], default: [] },
    price: zero,
    status: { type: String, enum: COURSE_STATUSES, default: 'draft' },
    instructor: { id: { type: Schema.Types.ObjectId, required: true }, display_name: String },
    version: { type: Number, default: 1 },
    sections: { type: [section], default: [] },
    stats: {
      enrollments: zero,
      completions: zero,
      rating_sum: zero,
      rating_count: zero,
      rating_histogram: { 1: zero, 2: zero, 3: zero, 4: zero, 5: zero },
      rating_average: zero,
      rating_score: zero,
    },
    name_words: { type: [String], default: undefined },
    published_at: { type: Date, default: null },
  },
  {
    collection: 'courses',
    versionKey: false,
    id: false,
    timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
  },
);

/**
 * One index an order, with and without a category, so that a page of the list is read off an index: no
 * collection scan, no sort in memory. `_id` makes every order total, so that pages never overlap.
 */
const LIST_ORDERS = ['published_at', 'stats.enrollments', 'stats.rating_score'] as const;
for (const order of LIST_ORDERS) {
  CourseSchema.index({ status: 1, [order]: -1, _id: -1 });
  CourseSchema.index({ status: 1, category: 1, [order]: -1, _id: -1 });
}
CourseSchema.index({ 'instructor.id': 1, status: 1, published_at: -1, _id: -1 });

/** What names begin with, and whole words of them. */
CourseSchema.index({ status: 1, name_words: 1 });

/**
 * Words are stemmed as English whatever the course's language, in the index and in the query alike;
 * `language_override` names a field that no course has, because `language` holds BCP 47 tags, which
 * MongoDB would refuse.
 */
CourseSchema.index(
  { status: 1, title: 'text', tags: 'text', category: 'text', summary: 'text', description: 'text' },
  {
    name: 'course_text',
    weights: { title: 10, tags: 6, category: 4, summary: 4, description: 1 },
    default_language: 'english',
    language_override: 'text_language',
  },
);

export const COURSE = 'Course';
