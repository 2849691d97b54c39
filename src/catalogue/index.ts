export * from './catalogue.js';
export { CatalogueModule } from './catalogue.module.js';
export { LISTED_BY } from './course-fields.js';
export { SOURCES } from './sources.js';
export { tag } from './tags.js';
