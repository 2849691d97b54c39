export { buildOpenApiDocument } from './openapi-document.js';
export { serveOpenApi } from './serve-openapi.js';
