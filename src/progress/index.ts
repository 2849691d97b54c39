export { ProgressModule } from './progress.module.js';
export { Completing, type Completed } from './completing.service.js';
export { CompletionLog } from './completion-log.service.js';
export { Watching, type Watched } from './watching.service.js';
export { ProgressService } from './progress.service.js';
export { DashboardBody, HeartbeatReport, MAX_HEARTBEAT_SECONDS, ProgressBody } from './dto/progress.dto.js';
export { type LessonOfLearner, type StoredQuery } from './learning.repository.js';
export * from './figures/streak.js';
export * from './learning.schema.js';
