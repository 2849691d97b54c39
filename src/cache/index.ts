export { type CacheAnswer, type Outcome, parseAnswer } from './cache-answer.js';
export { Cached, CacheParams } from './cached.decorator.js';
export { type CachedRoute } from './cached-route.js';
export { TieredCacheService, type ReadOptions } from './tiered-cache.service.js';
export { CacheModule } from './cache.module.js';
