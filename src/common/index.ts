export * from './errors.js';
export * from './object-id.js';
export * from './pagination.js';
