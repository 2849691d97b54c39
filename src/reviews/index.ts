export { ReviewsModule } from './reviews.module.js';
export * from './review.schema.js';
