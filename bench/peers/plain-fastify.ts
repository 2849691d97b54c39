/** Fastify with routes like the product's, sending the same bytes. */
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { keepTickShape } from '../../src/common/keep-tick-shape.js';
import { readAnswers, readPeerSetting } from './answers.js';

void keepTickShape();

const prepared = new Map(
  [...readAnswers()].map(([path, { body, etag }]) => [path, { bytes: Buffer.from(body), etag }] as const),
);

const app = fastify();
const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const found = prepared.get(request.url);
  if (!found) return reply.code(404).send();
  void reply.header('etag', found.etag);
  if (request.headers['if-none-match'] === found.etag) return reply.code(304).send();
  return reply.header('content-type', 'application/json; charset=utf-8').send(found.bytes);
};
const ROUTES = [
  '/ready',
  '/courses',
  '/courses/:id',
  '/users/:user/progress/:course',
  '/analytics/courses/:id',
];
for (const route of ROUTES) app.get(route, answer);
await app.listen({ port: Number(readPeerSetting('PORT')), host: '127.0.0.1' });
