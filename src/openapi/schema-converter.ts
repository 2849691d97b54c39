import type { SwaggerDocumentOptions } from '@nestjs/swagger';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

type StandardSchemaConverter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;
type Direction = 'input' | 'output';
type JsonSchema = z.core.JSONSchema.JSONSchema;
type Components = Record<string, JsonSchema>;

/**
 * Turns zod schemas into JSON Schema 2020-12, the dialect of OpenAPI 3.1; by itself @nestjs/swagger asks for
 * that of 3.0. A schema with an id becomes a component of that name, everywhere it is used.
 */
export const convertSchema: StandardSchemaConverter = (schema, { schemaType }) => {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { root, components } = toComponents(schema, schemaType);
  return { schema: root, components };
};

/** A schema's own part, and the components that it refers to. */
function toComponents(schema: z.core.$ZodType, io: Direction): { root: JsonSchema; components: Components } {
  const { $schema: _, $defs = {}, ...root } = toJsonSchema(schema, io);
  return io === 'output' ? { root, components: $defs } : nameInputs(schema, root, $defs);
}

/**
 * A schema that reads differently as what is sent than as what is answered (defaults, conversions) has two
 * components: the one that is sent ends in `Input`.
 */
function nameInputs(schema: z.core.$ZodType, root: JsonSchema, inputs: Components) {
  const outputs = toComponents(schema, 'output').components;
  const names = new Map(
    Object.keys(inputs).map((id) => [
      id,
      outputs[id] === undefined || isDeepStrictEqual(inputs[id], outputs[id]) ? id : `${id}Input`,
    ]),
  );
  const rename = <T>(json: T): T =>
    JSON.parse(
      JSON.stringify(json).replaceAll(/"#\/\$defs\/([^"]+)"/g, (_, id: string) =>
        JSON.stringify(`#/$defs/${names.get(id) ?? id}`),
      ),
    ) as T;
  const components = Object.fromEntries(
    Object.entries(inputs).map(([id, json]) => [names.get(id) ?? id, rename(json)]),
  );
  return { root: rename(root), components };
}

function toJsonSchema(schema: z.core.$ZodType, io: Direction) {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: ({ zodSchema }) => describeUnrepresentable(zodSchema),
    override: ({ zodSchema, jsonSchema }) => {
      if (io === 'output') describeConversion(zodSchema, jsonSchema);
      removeNoise(jsonSchema);
    },
  });
}

/** An instant is a date-time in JSON. */
function describeUnrepresentable(schema: z.core.$ZodTypes): JsonSchema | 'any' {
  return schema._zod.def.type === 'date' ? { type: 'string', format: 'date-time' } : 'any';
}

/** JSON Schema knows no conversions. In answers they only choose a spelling, such as an id in lower case. */
function describeConversion(schema: z.core.$ZodTypes, json: JsonSchema): void {
  const { def } = schema._zod;
  if (def.type !== 'pipe' || def.out._zod.def.type !== 'transform') return;
  const { $schema: _, $defs: __, ...before } = toJsonSchema(def.in, 'output');
  Object.assign(json, { ...before, ...json });
}

/**
 * Takes out what says nothing to a reader: the id, which is the component's name already, the bounds of whole
 * numbers in JavaScript, and the regular expression behind a format that has a name.
 */
function removeNoise(json: JsonSchema): void {
  delete json['id'];
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.format === 'date-time') delete json.pattern;
}
