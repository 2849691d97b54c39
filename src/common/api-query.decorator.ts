import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';

/**
 * Documents the query parameters of a cached route, whose handler does not take them as an argument:
 * one parameter a member of the schema.
 */
export function ApiQueryOf(schema: z.ZodObject): MethodDecorator {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return applyDecorators(
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
