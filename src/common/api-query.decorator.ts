import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';

/** Marks a handler whose query is checked by a schema, though it is none of its arguments. */
export const CHECKS_QUERY = 'tiercel:checks-query';

/**
 * Documents the query parameters of a cached route, whose handler does not take them as an argument:
 * one parameter a member of the schema.
 */
export function ApiQueryOf(schema: z.ZodObject): MethodDecorator {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return applyDecorators(
    SetMetadata(CHECKS_QUERY, true),
    ...Object.entries(properties).map(([name, property]) => {
      const { description, ...shape } = property as { description?: string };
      return ApiQuery({
        name,
        required: required.includes(name),
        ...(description !== undefined && { description }),
        schema: shape,
      });
    }),
  );
}
