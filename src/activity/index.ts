export { ActivityModule } from './activity.module.js';
export { ActivityRemoval } from './activity-removal.service.js';
export * from './activity.schema.js';
export {
  dailyActivityId,
  LearnerActivity,
  type JoinedDay,
  type LearnerEvent,
} from './learner-activity.service.js';
