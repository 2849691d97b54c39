import { z } from 'zod';
import { ObjectIdText } from '../common/index.js';
import { convertSchema } from './schema-converter.js';

const Lesson = z
  .strictObject({ id: ObjectIdText, required: z.boolean().default(true) })
  .meta({ id: 'Lesson' });
const Outline = z.strictObject({ lessons: z.array(Lesson), note: z.string().nullable(), count: z.int() });

describe('schemas in the OpenAPI document', () => {
  it('are components where they have a name, and refer to those', () => {
    const converted = convertSchema(Outline, { schemaType: 'output' });
    expect(converted?.schema).toMatchObject({
      type: 'object',
      properties: { lessons: { type: 'array', items: { $ref: '#/$defs/Lesson' } } },
      additionalProperties: false,
    });
    expect(Object.keys(converted?.components ?? {})).toEqual(['Lesson']);
    expect(convertSchema(Lesson, { schemaType: 'output' })).toMatchObject({
      schema: { $ref: '#/$defs/Lesson' },
      components: { Lesson: { type: 'object' } },
    });
  });

  it('say null and whole numbers as JSON Schema 2020-12 does, without the bounds of JavaScript', () => {
    expect(convertSchema(Outline, { schemaType: 'output' })?.schema).toMatchObject({
      properties: { note: { type: ['string', 'null'] }, count: { type: 'integer' } },
    });
    const count = z.toJSONSchema(z.int());
    expect(count).toHaveProperty('maximum');
    expect(convertSchema(z.int(), { schemaType: 'output' })?.schema).toEqual({ type: 'integer' });
  });

  it('have a second component for what is sent, where that differs from what is answered', () => {
    const sent = convertSchema(Outline, { schemaType: 'input' });
    expect(sent?.schema).toMatchObject({
      properties: { lessons: { items: { $ref: '#/$defs/LessonInput' } } },
    });
    expect(sent?.components).toMatchObject({ LessonInput: { required: ['id'] } });
    expect(convertSchema(Outline, { schemaType: 'output' })?.components).toMatchObject({
      Lesson: { required: ['id', 'required'] },
    });
  });

  it('keep one component where both are the same', () => {
    const Title = z.strictObject({ title: z.string() }).meta({ id: 'Title' });
    expect(convertSchema(Title, { schemaType: 'input' })?.schema).toEqual({ $ref: '#/$defs/Title' });
  });

  it('keep the form of what is only spelled otherwise, and tell instants by their format', () => {
    const Row = z.strictObject({ id: ObjectIdText, at: z.date(), iso: z.iso.datetime() });
    expect(convertSchema(Row, { schemaType: 'output' })?.schema).toMatchObject({
      properties: {
        id: { type: 'string', pattern: '^[0-9a-fA-F]{24}$' },
        at: { type: 'string', format: 'date-time' },
        iso: { type: 'string', format: 'date-time' },
      },
    });
  });

  it('are left to others when they are no zod schemas', () => {
    expect(convertSchema({ type: 'string' }, { schemaType: 'output' })).toBeUndefined();
  });
});
