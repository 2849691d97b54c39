import { ApiParam } from '@nestjs/swagger';
import { z } from 'zod';
import { ObjectIdText } from './object-id.js';

/**
 * Documents what the path of a cached route names, whose handler does not take it as an argument: without a schema it
 * may be anything to whoever generates a client.
 *
 * @param schema an id without it
 */
export function ApiPath(name: string, schema: z.ZodType = ObjectIdText): MethodDecorator {
  const { $schema: _, description, ...shape } = z.toJSONSchema(schema, { io: 'input' });
  return ApiParam({ name, ...(description !== undefined && { description }), schema: shape as object });
}
