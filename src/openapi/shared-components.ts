import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { PROBLEM_SCHEMA } from '../common/index.js';
import { convertSchema } from './schema-converter.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Headers = NonNullable<Components['headers']>;
type Responses = NonNullable<Components['responses']>;

/** RFC 9457; what every error answers. */
const ProblemBody = z
  .strictObject({
    type: z.string().meta({ description: 'a URN that names the kind of error; stable' }),
    title: z.string().meta({ description: 'the kind of error, in words' }),
    status: z.int(),
    detail: z.string().meta({ description: 'what was wrong this time' }),
    instance: z.string().meta({ description: 'the path that was asked for' }),
    errors: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: 'dotted path into the body or the parameters' }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Problem',
    example: {
      type: 'urn:tiercel:problem:invalid-input',
      title: 'Invalid input',
      status: 400,
      detail: 'The request does not fit: page_size.',
      instance: '/courses',
      errors: [{ path: 'page_size', message: 'Too big: expected number to be <=100' }],
    },
  });

const text = (description: string, example?: string) => ({
  description,
  schema: { type: 'string', ...(example !== undefined && { example }) },
});

export const HEADERS: Headers = {
  'X-Request-Id': text('the id of the request: the one sent, when well-formed, else a new one'),
  'X-Consistency-Token': text(
    'send it back with a read, and the answer is never older than this one; opaque',
  ),
  'Cache-Status': text('how the cache answered (RFC 9211)', 'tiercel; hit; detail=l1; ttl=117'),
  ETag: text('strong, over the exact bytes', '"1f4-9kq0…"'),
  'Cache-Control': text('who may keep the answer, and for how long', 'public, max-age=0, must-revalidate'),
  'Retry-After': {
    description: 'when to try again, in seconds',
    schema: { type: 'integer', minimum: 1 },
  },
  'WWW-Authenticate': text('how to sign in', 'Bearer'),
};

const parameter = (name: string, description: string, pattern?: string) => ({
  name,
  in: 'header' as const,
  required: false,
  description,
  schema: { type: 'string', ...(pattern !== undefined && { pattern }) },
});

export const PARAMETERS: NonNullable<Components['parameters']> = {
  RequestId: parameter('X-Request-Id', 'an id of your own for this request', '^[A-Za-z0-9._-]{1,128}$'),
  ConsistencyToken: parameter(
    'X-Consistency-Token',
    'the last one that was answered: the read reflects everything seen and written with it',
  ),
  IfNoneMatch: parameter('If-None-Match', 'an `ETag`; 304 when it still fits'),
};

/** Headers of every answer that a controller, a guard or a filter gives. */
export const COMMON_HEADERS: readonly string[] = ['X-Request-Id', 'X-Consistency-Token', 'Cache-Control'];

/** Headers of some errors, beside those of every answer. */
const ERROR_HEADERS: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

const ERRORS = [400, 401, 403, 404, 409, 412, 413, 415, 429, 500, 503] as const;

export const headerRefs = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** The name of an error's shared response: `NotFound` for 404. */
function nameOfError(status: number): string {
  return (STATUS_CODES[status] ?? 'Error').replaceAll(/[^A-Za-z]/g, '');
}

/** What an operation says of an error: its shared response. */
export const refTo = (status: number) => ({ $ref: `#/components/responses/${nameOfError(status)}` });

function describeError(status: number): Responses[string] {
  return {
    description: STATUS_CODES[status] ?? 'Error',
    headers: headerRefs([...COMMON_HEADERS, ...(ERROR_HEADERS[status] ?? [])]),
    content: { 'application/problem+json': { schema: { $ref: PROBLEM_SCHEMA } } },
  };
}

/** What operations refer to instead of saying it again. */
export const SHARED_COMPONENTS: Components = {
  schemas: convertSchema(ProblemBody, { schemaType: 'output' })?.components ?? {},
  headers: HEADERS,
  parameters: PARAMETERS,
  responses: {
    ...Object.fromEntries(ERRORS.map((status) => [nameOfError(status), describeError(status)])),
    NotModified: {
      description: 'What you have is still right',
      headers: headerRefs([...COMMON_HEADERS, 'Cache-Status', 'ETag']),
    },
  },
};

export const isSharedError = (status: number) => ERRORS.some((known) => known === status);
