export * from './figures/streak.js';
export * from './learning.schema.js';
