export * from './figures/outline.js';
export * from './figures/progress-percent.js';
export * from './figures/streak.js';
