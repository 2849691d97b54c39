export { AnalyticsModule } from './analytics.module.js';
export { RollupRebuild } from './rebuild/rollup-rebuild.service.js';
export { type RollupDifference } from './rebuild/rollup-difference.js';
export { CourseAnalyticsBody, PlatformOverviewBody, StudentPatternsBody } from './dto/analytics.dto.js';
