import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CountRequest } from '../common/http/problem.filter.js';
import { buildOpenApiDocument } from './openapi-document.js';

const PAGES = /^\/(docs|openapi\.json)/;

/**
 * Serves the document at `/openapi.json` and Swagger UI at `/docs`, from files of this process alone. The document
 * is made when somebody first asks for it.
 * @param count of requests towards their client's limit, which throws beyond it: no guard sees these routes
 */
export function serveOpenApi(app: NestFastifyApplication, count: CountRequest): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (PAGES.test(route.url)) route.onRequest = count;
    });
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= buildOpenApiDocument(app)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Tiercel',
    swaggerOptions: { validatorUrl: null, persistAuthorization: true, tryItOutEnabled: true },
  });
}
