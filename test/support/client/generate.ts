import openapiTypescript, { astToString } from 'openapi-typescript';
import type { OpenAPIObject } from '@nestjs/swagger';

const HEADER = '// Made from /openapi.json by `npm run generate:client`: not to be edited.\n\n';

/** The document as TypeScript. */
export async function generateSchema(document: OpenAPIObject): Promise<string> {
  // The generator alters what it is given.
  const copy = JSON.stringify(document);
  return (
    HEADER + astToString(await openapiTypescript(copy, { alphabetize: true, defaultNonNullable: false }))
  );
}
