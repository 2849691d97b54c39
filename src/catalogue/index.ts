export * from './catalogue.js';
export { tag } from './tags.js';
