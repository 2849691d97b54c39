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
}

export interface OutlineSection {
  id: Types.ObjectId;
  title: string;
  lessons: OutlineLesson[];
}

/**
 * Counters that change with every enrolment, folded from the outbox; written with `timestamps: false`,
 * and ignored by the cache's tail because every changed field lies under `stats.`.
 */
export interface CourseStats {
  /** All enrolments, dropped ones too. */
  enrollments: number;
  /** Enrolments that are completed. */
  completions: number;
  rating_sum: number;
  rating_count: number;
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
      rating_average: zero,
      rating_score: zero,
    },
    published_at: { type: Date, default: null },
  },
  {
    collection: 'courses',
    versionKey: false,
    id: false,
    timestamps: { createdAt: 'created_at', updatedAt: 'updated_at' },
  },
);

export const COURSE = 'Course';
