import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';

/** The component that every error of the OpenAPI document refers to. */
export const PROBLEM_SCHEMA = '#/components/schemas/Problem';

/**
 * Documents the errors of a route. What any route can answer (400 for unknown parameters, 429, 503) is
 * added to all of them where the document is built.
 */
export function ApiProblems(...statuses: readonly number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: STATUS_CODES[status] ?? 'Error',
        content: { 'application/problem+json': { schema: { $ref: PROBLEM_SCHEMA } } },
      }),
    ),
  );
}
