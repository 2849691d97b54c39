export { ProgressModule } from './progress.module.js';
export { CompletionLog } from './completion-log.service.js';
export { type EnrollmentChange } from './enrollment-change.js';
export { LearnerViews } from './learner-views.service.js';
export { DashboardBody, ProgressBody } from './dto/progress.dto.js';
export * from './figures/streak.js';
export * from './learning.schema.js';
