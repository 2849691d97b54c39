export { ReviewsModule } from './reviews.module.js';
export { ReviewsService } from './reviews.service.js';
export * from './review.schema.js';
