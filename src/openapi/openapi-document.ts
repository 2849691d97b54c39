import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { completeOperation, type Operation } from './complete-operation.js';
import { PAGE_PATHS } from './page-paths.js';
import { collectRouteFacts, nameOperation } from './route-facts.js';
import { convertSchema } from './schema-converter.js';
import { SHARED_COMPONENTS } from './shared-components.js';

const DESCRIPTION = `E-learning courses, progress and analytics, read through two cache tiers that cannot serve
what is no longer true.

Bodies are JSON in snake_case, ids are 24 hexadecimal characters, instants are ISO 8601 in UTC, durations whole
seconds, percentages 0 to 100. Errors are problem+json (RFC 9457). Unknown parameters and members are refused.`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Describes the whole application: every route with its bodies, errors and headers, as OpenAPI 3.1. */
export function buildOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tiercel')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addServer('/')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: nameOperation,
    standardSchemaConverter: convertSchema,
  });
  completeOperations(document, app);
  document.paths = { ...document.paths, ...PAGE_PATHS };
  document.components = mergeComponents(document.components);
  return nameInputsPlainly(document);
}

function completeOperations(document: OpenAPIObject, app: INestApplication): void {
  const facts = collectRouteFacts(app);
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      const known = facts.get(operation?.operationId ?? '');
      if (operation && known) completeOperation(operation, { method, path }, known);
    }
}

function mergeComponents(
  components: OpenAPIObject['components'] = {},
): NonNullable<OpenAPIObject['components']> {
  return {
    ...components,
    ...SHARED_COMPONENTS,
    schemas: { ...components.schemas, ...SHARED_COMPONENTS.schemas },
  };
}

/** What is only ever sent, never answered, needs no `Input` behind its name. */
function nameInputsPlainly(document: OpenAPIObject): OpenAPIObject {
  const names = Object.keys(document.components?.schemas ?? {});
  const plain = new Map(
    names
      .filter((name) => name.endsWith('Input') && !names.includes(name.slice(0, -5)))
      .map((name) => [name, name.slice(0, -5)]),
  );
  const renamed = JSON.stringify(document).replaceAll(
    /"#\/components\/schemas\/(\w+)"/g,
    (_, name: string) => `"#/components/schemas/${plain.get(name) ?? name}"`,
  );
  const result = JSON.parse(renamed) as OpenAPIObject;
  const schemas = Object.entries(result.components?.schemas ?? {}).map(
    ([name, schema]) => [plain.get(name) ?? name, schema] as const,
  );
  return {
    ...result,
    components: { ...result.components, schemas: Object.fromEntries(schemas.toSorted(byName)) },
  };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
