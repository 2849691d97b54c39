import type { FastifyInstance } from 'fastify';

/**
 * Bodies are JSON and nothing else (415). An empty one counts as none, since many clients name a content
 * type with every request; a route that wants a body says so itself.
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body, done);
  });
}
