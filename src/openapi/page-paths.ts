import type { OpenAPIObject } from '@nestjs/swagger';
import { headerRefs, refTo } from './shared-components.js';

const answers = (description: string, contentType: string, schema: object, more: readonly string[] = []) => ({
  '200': {
    description,
    headers: headerRefs(['X-Request-Id', ...more]),
    content: { [contentType]: { schema } },
  },
  '429': refTo(429),
});

/** Routes that no controller serves: the description of the product, for machines and for people. */
export const PAGE_PATHS: OpenAPIObject['paths'] = {
  '/openapi.json': {
    get: {
      operationId: 'OpenApi_read',
      tags: ['operations'],
      summary: 'This document',
      security: [],
      responses: answers('OpenAPI 3.1', 'application/json', { type: 'object' }, ['Cache-Control']),
    },
  },
  '/docs': {
    get: {
      operationId: 'OpenApi_show',
      tags: ['operations'],
      summary: 'This document as a page to read and to try things on',
      security: [],
      responses: answers('Swagger UI', 'text/html', { type: 'string' }),
    },
  },
};
