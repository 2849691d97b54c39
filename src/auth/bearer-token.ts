import type { AskedRequest } from '../common/http/asked-request.js';

/** The whole header: a scheme in any case, spaces, one token (RFC 6750, 2.1; RFC 9110, 11.4). */
const CREDENTIALS = /^Bearer +([\w\-.~+/]+=*)$/i;

/** The access token in the `Authorization` header; null where there is none, or anything beside it. */
export function bearerTokenOf({ headers }: Pick<AskedRequest, 'headers'>): string | null {
  return CREDENTIALS.exec(headers.authorization ?? '')?.[1] ?? null;
}
