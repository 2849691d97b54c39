import createClient, { type Client } from 'openapi-fetch';
import type { SignedIn } from '../test-client.js';
import type { components, paths } from './schema.js';

/** The product as its own OpenAPI document describes it: paths, parameters, bodies and answers are typed. */
export type ApiClient = Client<paths>;

/** Schemas of the document by their names. */
export type Schemas = components['schemas'];

/** A client made from the document, signed in as somebody or not. */
export function apiClient(url: string, who?: SignedIn): ApiClient {
  return createClient<paths>({
    baseUrl: url,
    ...(who && { headers: { authorization: `Bearer ${who.access_token}` } }),
  });
}

/**
 * The data of an answer that has some.
 * @throws with the problem that it was instead
 */
export function dataOf<T>(answer: { data?: T; error?: unknown; response: Response }): NonNullable<T> {
  const { data, error, response } = answer;
  if (data === undefined || data === null) throw new Error(`${response.status}: ${JSON.stringify(error)}`);
  return data;
}
