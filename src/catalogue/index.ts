export * from './catalogue.js';
export { CatalogueModule } from './catalogue.module.js';
export { SOURCES } from './sources.js';
export { tag } from './tags.js';
