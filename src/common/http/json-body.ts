import type { FastifyInstance } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { InvalidInputError, UnsupportedMediaTypeError } from '../errors.js';

/** A request's body may have at most this many bytes. */
export const BODY_LIMIT = 1024 * 1024;

/**
 * Bodies are JSON in UTF-8 and nothing else (415). An empty one counts as none, since many clients name a content
 * type with every request; a route that wants a body says so itself.
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined);
    assertNotPacked(request.headers['content-encoding']);
    const text = textOf(body);
    assertWholeCharacters(text);
    void parse(request, text, done);
  });
}

/** @throws {UnsupportedMediaTypeError} for what would have to be unpacked: nobody could say how large that is. */
function assertNotPacked(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new UnsupportedMediaTypeError('A body must be sent as it is, without a content encoding.', {
    headers: { 'accept-encoding': 'identity' },
  });
}

/**
 * A decoder that replaces what it does not know makes one text of many: of two passwords, the same.
 *
 * @throws {InvalidInputError}
 */
function textOf(body: Buffer): string {
  if (isUtf8(body)) return body.toString('utf8');
  throw new InvalidInputError('The body is not UTF-8 (RFC 8259, 8.1).', {
    errors: [{ path: '', message: 'expected JSON in UTF-8' }],
  });
}

const SURROGATE = /\\u[dD][89a-fA-F]/;

/** Every escape of a JSON text, a pair of surrogates as one; what is captured is half of one. */
const ESCAPES = /\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)/gs;

/**
 * Half a character cannot be kept: a write would be answered with what no read answers (RFC 7493, 2.1).
 *
 * @throws {InvalidInputError} naming the first
 */
function assertWholeCharacters(json: string): void {
  if (!SURROGATE.test(json)) return;
  for (const [, half] of json.matchAll(ESCAPES)) {
    if (half === undefined) continue;
    throw new InvalidInputError(`The body has half a character: \\${half}.`, {
      errors: [{ path: '', message: 'expected surrogates in pairs' }],
    });
  }
}
