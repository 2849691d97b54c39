import { z } from 'zod';
import { Id, Instant } from '../../common/index.js';
import { CourseItemBody } from '../../courses/index.js';
import { ENROLLMENT_STATUSES } from '../../enrollments/index.js';

const count = z.number().int();

export const ResumeBody = z
  .strictObject({ lesson_id: Id, position_seconds: count })
  .meta({ id: 'Resume', description: 'where the learner last watched' });

export const ProgressBody = z
  .strictObject({
    user_id: Id,
    course_id: Id,
    status: z.enum(ENROLLMENT_STATUSES),
    progress_percent: count.nullable().meta({ description: 'null where the course requires no lesson' }),
    completed: count.meta({ description: 'required lessons done' }),
    total: count.meta({ description: 'required lessons' }),
    sections: z.array(z.strictObject({ id: Id, completed: count, total: count })),
    completed_lesson_ids: z.array(Id).meta({ description: 'in outline order, optional lessons too' }),
    resume: ResumeBody.nullable(),
    time_spent_seconds: count,
    enrolled_at: Instant,
    last_accessed_at: Instant,
    completed_at: Instant.nullable(),
    has_new_content: z.boolean().meta({
      description: 'lessons were added after the course had been completed, and are not done',
    }),
  })
  .meta({ id: 'Progress' });
export type ProgressBody = z.infer<typeof ProgressBody>;

export const DashboardBody = z
  .strictObject({
    user_id: Id,
    totals: z.strictObject({
      enrolled: count.meta({ description: 'courses, dropped ones left out' }),
      active: count,
      completed: count,
      lessons_completed: count,
      time_spent_seconds: count,
    }),
    continue_learning: z.array(
      z.strictObject({
        course: z.strictObject({ id: Id, title: z.string() }),
        progress_percent: count.nullable(),
        resume: ResumeBody.nullable(),
      }),
    ),
    streak: z.strictObject({ current_days: count, longest_days: count }),
    last_7_days: z.array(z.strictObject({ date: z.iso.date(), seconds: count, completions: count })),
    recommendations: z.array(CourseItemBody),
    computed_at: Instant,
  })
  .meta({ id: 'Dashboard' });
export type DashboardBody = z.infer<typeof DashboardBody>;

/** A longer heartbeat counts as this long: whoever falls asleep does not learn. */
export const MAX_HEARTBEAT_SECONDS = 300;

export const HeartbeatReport = z.strictObject({
  event_id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,128}$/, 'expected 1–128 letters, digits or . _ : -')
    .meta({ description: 'made by the client; the same one counts once' }),
  seconds: z
    .number()
    .int()
    .min(0)
    .max(86_400)
    .meta({ description: `time spent since the last one; at most ${MAX_HEARTBEAT_SECONDS} count` }),
  position_seconds: z.number().int().min(0).max(10_000_000),
});
export type HeartbeatReport = z.infer<typeof HeartbeatReport>;

export const HeartbeatBody = z
  .strictObject({
    event_id: z.string(),
    counted_seconds: count.meta({ description: '0 when this event had been counted before' }),
  })
  .meta({ id: 'HeartbeatReceipt' });
export type HeartbeatBody = z.infer<typeof HeartbeatBody>;
