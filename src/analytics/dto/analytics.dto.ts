import { z } from 'zod';
import { Id, Instant } from '../../common/index.js';
import { TimeZoneName } from '../../common/local-days.js';
import { PROGRESS_BUCKETS } from '../figures/course-figures.js';
import { DAY_PARTS } from '../figures/student-patterns.js';

const count = z.number().int();
/** Rounded to 2 decimals. */
const figure = z.number();
const percentage = figure.meta({ description: 'per cent' });

const Daily = z
  .array(z.strictObject({ date: z.iso.date(), enrollments: count, completions: count, active: count }))
  .meta({ description: 'the last 30 UTC days, oldest first' });

const Statuses = z.strictObject({ total: count, active: count, completed: count, dropped: count });

const Streak = z.strictObject({ current_days: count, longest_days: count });

export const CourseAnalyticsBody = z
  .strictObject({
    course_id: Id,
    enrollments: Statuses,
    active_learners: z.strictObject({ last_7_days: count, last_30_days: count }),
    completion_rate: percentage.meta({ description: 'completed of all enrolments, per cent' }),
    average_progress: figure.meta({ description: 'over active and completed enrolments' }),
    progress_buckets: z.strictObject(
      Object.fromEntries(PROGRESS_BUCKETS.map((bucket) => [bucket, count])) as Record<
        (typeof PROGRESS_BUCKETS)[number],
        typeof count
      >,
    ),
    funnel: z
      .array(
        z.strictObject({
          lesson_id: Id,
          title: z.string(),
          completed: count,
          drop_off: percentage.meta({
            description: 'per cent fewer than the lesson before; negative when more',
          }),
          stopped_here: count,
        }),
      )
      .meta({ description: 'required lessons in outline order, over all enrolments' }),
    time_to_complete_days: z
      .strictObject({ p25: figure.nullable(), p50: figure.nullable(), p75: figure.nullable() })
      .meta({ description: 'null when nobody completed' }),
    rating: z.strictObject({
      average: figure,
      count,
      histogram: z.strictObject({ 1: count, 2: count, 3: count, 4: count, 5: count }),
    }),
    at_risk: count.meta({ description: 'active, begun, and idle for 7 days or more' }),
    daily: Daily,
    computed_at: Instant,
  })
  .meta({ id: 'CourseAnalytics' });
export type CourseAnalyticsBody = z.infer<typeof CourseAnalyticsBody>;

export const StudentPatternsQuery = z.strictObject({ tz: TimeZoneName.default('UTC') });

export const StudentPatternsBody = z
  .strictObject({
    user_id: Id,
    hour_histogram: z.array(count).length(24).meta({ description: 'completions by hour' }),
    weekday_histogram: z.array(count).length(7).meta({ description: 'completions by weekday, Monday first' }),
    sessions: z.strictObject({
      count,
      mean_seconds: figure,
      median_seconds: figure.nullable(),
      p90_seconds: figure.nullable(),
    }),
    streak: Streak,
    pace: z.strictObject({ completions_per_week: figure, median_gap_hours: figure.nullable() }),
    categories: z.array(z.strictObject({ category: z.string(), share: percentage })),
    preferred_time: z.enum(DAY_PARTS).nullable(),
    consistency: percentage.meta({
      description: 'days with an event, of those since the first event, per cent',
    }),
    computed_at: Instant,
  })
  .meta({ id: 'StudentPatterns' });
export type StudentPatternsBody = z.infer<typeof StudentPatternsBody>;

const Growth = percentage.nullable().meta({
  description: 'the last 30 days against the 30 before, per cent; null where there was nothing before',
});

export const PlatformOverviewBody = z
  .strictObject({
    users: z.strictObject({
      total: count,
      students: count,
      instructors: count,
      admins: count,
      new_30_days: count,
    }),
    active_users: z.strictObject({ day: count, week: count, month: count }),
    stickiness: percentage.meta({ description: 'active users of a day, of those of a month, per cent' }),
    courses: z.strictObject({ draft: count, published: count, archived: count }),
    enrollments: Statuses,
    lessons_completed: count,
    learning_hours: figure,
    live_users: count.meta({ description: 'with an event in the last 5 minutes' }),
    top_courses: z.array(
      z.strictObject({
        course_id: Id,
        title: z.string(),
        enrollments: count,
        completion_rate: percentage,
      }),
    ),
    top_categories: z.array(
      z.strictObject({
        category: z.string(),
        courses: count,
        enrollments: count,
        completion_rate: percentage,
      }),
    ),
    daily: Daily,
    growth: z.strictObject({ enrollments: Growth, completions: Growth }),
    computed_at: Instant,
  })
  .meta({ id: 'PlatformOverview' });
export type PlatformOverviewBody = z.infer<typeof PlatformOverviewBody>;
