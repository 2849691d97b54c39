import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { buildOpenApiDocument } from './openapi-document.js';

/**
 * Serves the document at `/openapi.json` and Swagger UI at `/docs`, from files of this process alone. The document
 * is made when somebody first asks for it.
 */
export function serveOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= buildOpenApiDocument(app)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Tiercel',
    swaggerOptions: { validatorUrl: null, persistAuthorization: true, tryItOutEnabled: true },
  });
}
