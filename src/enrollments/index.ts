export { EnrollmentsModule } from './enrollments.module.js';
export { EnrollmentsService } from './enrollments.service.js';
export { EnrollmentGroups, type EnrollmentGroup } from './enrollment-groups.service.js';
export { type EnrollmentUpdate } from './enrollment.repository.js';
export { lessonsDone, percentOf } from './enrollment.presenter.js';
export * from './figures/last-required-at.js';
export * from './figures/outline.js';
export * from './figures/progress-percent.js';
export * from './enrollment.schema.js';
