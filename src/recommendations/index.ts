export { RecommendationsModule } from './recommendations.module.js';
export { Recommendations } from './recommendations.service.js';
export { coursesOfPair, pairChanges, PAIRED_BEFORE, type Neighbours } from './course-pairs.js';
export * from './course-pair.schema.js';
