/**
 * Where the query of a request target begins. A fragment has no place in one (RFC 9112, 3.2), but Node lets it pass, and
 * routers take it for a query.
 */
const QUERY = /[?#]/;

/** The path of a request target, without its query. */
export function pathOf(target: string): string {
  const end = target.search(QUERY);
  return end < 0 ? target : target.slice(0, end);
}

/** What the router hands to the parser of queries, with the mark before it; empty where there is none. */
export function queryOf(target: string): string {
  const begin = target.search(QUERY);
  return begin < 0 ? '' : target.slice(begin);
}

/** Whether this is a request target at all, and not one that two servers would read differently. */
export function isWellFormed(target: string): boolean {
  return !target.includes('#');
}
