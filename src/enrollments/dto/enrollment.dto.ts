import { z } from 'zod';
import { Id, Instant, pageOf, pageQuery } from '../../common/index.js';
import { ENROLLMENT_STATUSES } from '../enrollment.schema.js';

export const EnrollmentBody = z
  .strictObject({
    user_id: Id,
    course: z.strictObject({ id: Id, title: z.string() }),
    status: z.enum(ENROLLMENT_STATUSES),
    progress_percent: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'null where the course requires no lesson' }),
    enrolled_at: Instant,
    last_accessed_at: Instant,
    completed_at: Instant.nullable(),
  })
  .meta({ id: 'Enrollment' });
export type EnrollmentBody = z.infer<typeof EnrollmentBody>;

export const EnrollmentPageBody = pageOf(EnrollmentBody).meta({ id: 'EnrollmentPage' });

export const ListEnrollments = z.strictObject(pageQuery);
export type ListEnrollments = z.output<typeof ListEnrollments>;
