import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import type { RouteFacts } from './route-facts.js';
import { COMMON_HEADERS, headerRefs, isSharedError, refTo } from './shared-components.js';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = NonNullable<Operation['responses'][string]>;

/** Routes for whoever runs the product: they have no rate limit and read nothing. */
const OPERATIONS_TAG = 'operations';

export interface OperationPlace {
  readonly method: string;
  readonly path: string;
}

/**
 * Adds to an operation what follows from its decorators and from what every request passes: who may call
 * it, headers, and errors. Handlers document only what is their own.
 */
export function completeOperation(operation: Operation, place: OperationPlace, facts: RouteFacts): void {
  const isApi = !operation.tags?.includes(OPERATIONS_TAG);
  operation.security = securityOf(facts);
  operation.parameters = [...(operation.parameters ?? []), ...sharedParameters(place, facts, isApi)];
  for (const status of impliedErrors(operation, place, facts, isApi))
    operation.responses[status] ??= refTo(status);
  if (facts.cached) operation.responses['304'] = { $ref: '#/components/responses/NotModified' };
  for (const [status, response] of Object.entries(operation.responses))
    if (response) operation.responses[status] = completeResponse(Number(status), response, facts);
}

function securityOf({ access, role }: RouteFacts): NonNullable<Operation['security']> {
  if (!access) return [{ bearer: role ? [role] : [] }];
  return access.identify ? [{}, { bearer: [] }] : [];
}

function sharedParameters({ method }: OperationPlace, facts: RouteFacts, isApi: boolean) {
  const names = [
    'RequestId',
    ...(isApi && method === 'get' ? ['ConsistencyToken'] : []),
    ...(facts.cached ? ['IfNoneMatch'] : []),
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

/** Errors that no handler has to think of. */
function impliedErrors(
  { requestBody }: Operation,
  { path }: OperationPlace,
  { access, role }: RouteFacts,
  isApi: boolean,
): readonly number[] {
  const hasPathId = path.includes('{');
  return [
    ...(isApi ? [400, 429, 503] : []),
    ...(access?.identify === false ? [] : [401]),
    ...(role ? [403] : []),
    ...(hasPathId ? [404] : []),
    ...(requestBody ? [413, 415] : []),
  ];
}

function completeResponse(status: number, response: Response, facts: RouteFacts): Response {
  if ('$ref' in response) return response;
  const isPlainError = status >= 400 && response.description === STATUS_CODES[status];
  if (isPlainError && isSharedError(status)) return refTo(status);
  const names = [
    ...COMMON_HEADERS,
    ...(facts.cached && status === 200 ? ['Cache-Status', 'ETag'] : []),
    ...(status === 401 ? ['WWW-Authenticate'] : []),
    ...(status === 429 || status === 503 ? ['Retry-After'] : []),
  ];
  return {
    ...response,
    description: response.description || (STATUS_CODES[status] ?? 'Answer'),
    headers: { ...headerRefs(names), ...response.headers },
  };
}
