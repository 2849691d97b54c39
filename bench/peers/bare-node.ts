/** The least that a Node server can do: look the path up, compare the validator, send the bytes. */
import { createServer } from 'node:http';
import { keepTickShape } from '../../src/common/keep-tick-shape.js';
import { readAnswers, readPeerSetting } from './answers.js';

void keepTickShape();

const prepared = new Map(
  [...readAnswers()].map(([path, { body, etag }]) => {
    const bytes = Buffer.from(body);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
      etag,
    };
    return [path, { bytes, etag, headers }] as const;
  }),
);

createServer((request, response) => {
  const answer = prepared.get(request.url ?? '');
  if (!answer) response.writeHead(404, { 'content-length': 0 }).end();
  else if (request.headers['if-none-match'] === answer.etag)
    response.writeHead(304, { etag: answer.etag }).end();
  else response.writeHead(200, answer.headers).end(answer.bytes);
}).listen(Number(readPeerSetting('PORT')), '127.0.0.1');
