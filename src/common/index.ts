export * from './errors.js';
export * from './object-id.js';
export * from './pagination.js';
export * from './access.decorators.js';
export * from './api-problems.decorator.js';
export * from './api-query.decorator.js';
export * from './principal.js';
export { parseInput } from './http/validation.pipe.js';
export * from './unstamped.decorator.js';
