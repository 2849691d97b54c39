import { z } from 'zod';
import { Instant, queryInteger } from '../../common/index.js';

export const MAX_STATEMENTS = 500;
const DEFAULT_STATEMENTS = 100;

const instant = z.iso.datetime({ offset: true });

export const StatementsQuery = z
  .strictObject({
    since: instant.optional().meta({ description: 'only statements stored later' }),
    limit: queryInteger(0, MAX_STATEMENTS)
      .optional()
      .meta({ description: `${DEFAULT_STATEMENTS} without it; 0 means ${MAX_STATEMENTS}` }),
    cursor: z.string().max(512).optional().meta({ description: 'as in `more`, and then alone' }),
  })
  .refine(({ cursor, since, limit }) => cursor === undefined || (since ?? limit) === undefined, {
    path: ['cursor'],
    message: 'has since and limit in it: send it alone',
  });
export type StatementsQuery = z.infer<typeof StatementsQuery>;

/** Statements of a page, by a query’s limit. */
export const pageLimit = (limit: number = DEFAULT_STATEMENTS): number => limit || MAX_STATEMENTS;

const Iri = z.url().meta({ description: 'IRI' });
const LanguageMap = z.record(z.string(), z.string()).meta({ description: 'text by BCP 47 language' });

const Activity = z
  .strictObject({
    objectType: z.literal('Activity'),
    id: Iri,
    definition: z.strictObject({ type: Iri, name: LanguageMap.optional() }),
  })
  .meta({ id: 'XapiActivity' });
export type Activity = z.infer<typeof Activity>;

export const Statement = z
  .strictObject({
    id: z.uuid().meta({ description: 'follows from the completion: always the same' }),
    version: z.literal('1.0.0'),
    actor: z.strictObject({
      objectType: z.literal('Agent'),
      account: z.strictObject({
        homePage: z.url(),
        name: z.string().meta({ description: 'id of the user' }),
      }),
    }),
    verb: z.strictObject({ id: Iri, display: LanguageMap }),
    object: Activity,
    result: z.strictObject({ completion: z.literal(true) }),
    context: z.strictObject({ contextActivities: z.strictObject({ parent: z.array(Activity) }) }),
    timestamp: Instant.meta({ description: 'when the lesson was done' }),
    stored: Instant.meta({ description: 'when the product came to know: later for what was done offline' }),
  })
  .meta({ id: 'XapiStatement' });
export type Statement = z.infer<typeof Statement>;

export const StatementResult = z
  .strictObject({
    statements: z.array(Statement).meta({ description: 'the last stored first' }),
    more: z.string().meta({ description: 'path and query of the rest; empty when there is none' }),
  })
  .meta({ id: 'XapiStatementResult' });
export type StatementResult = z.infer<typeof StatementResult>;
