import { BadRequestException, NotFoundException } from '@nestjs/common';
import { mongo } from 'mongoose';
import { InvalidInputError, TooManyRequestsError, UnauthenticatedError } from '../errors.js';
import { describeProblem } from './problem.js';

const describeError = (error: unknown) => describeProblem(error, '/courses?q=my+secret');

describe('a problem', () => {
  it('says what an error of ours says, with its fields and headers', () => {
    const errors = [{ path: 'page', message: 'too big' }];
    expect(describeError(new InvalidInputError('The page does not fit.', { errors }))).toEqual({
      problem: {
        type: 'urn:tiercel:problem:invalid-input',
        title: 'Invalid input',
        status: 400,
        detail: 'The page does not fit.',
        instance: '/courses',
        errors,
      },
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'cache-control': 'private, no-store',
      },
      unexpected: false,
    });
    expect(describeError(new TooManyRequestsError('Slowly.', 7)).headers).toMatchObject({
      'retry-after': '7',
    });
    expect(describeError(new UnauthenticatedError('Who?')).headers).toMatchObject({
      'www-authenticate': 'Bearer',
    });
  });

  it('says nothing of an error that nobody foresaw', () => {
    const driver = new mongo.MongoServerError({
      message: 'E11000 dup key { email: "ada@example.com" }',
      code: 11_000,
    });
    for (const error of [new Error('connect to db:27017 as root failed'), driver, 'thrown text', undefined]) {
      const { problem, unexpected } = describeError(error);
      expect(problem).toEqual({
        type: 'urn:tiercel:problem:internal-server-error',
        title: 'Internal Server Error',
        status: 500,
        detail: 'The request could not be completed; the log knows why.',
        instance: '/courses',
      });
      expect(unexpected).toBe(true);
    }
  });

  it('does not repeat the address of an unknown route', () => {
    const { problem } = describeError(new NotFoundException('Cannot GET /courses?q=my+secret'));
    expect(problem).toMatchObject({ status: 404, type: 'urn:tiercel:problem:not-found' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it("takes the status of the framework's errors", () => {
    expect(describeError(new BadRequestException('no')).problem).toMatchObject({ status: 400, detail: 'no' });
    const tooLarge = Object.assign(new Error('Request body is too large'), { statusCode: 413 });
    expect(describeError(tooLarge).problem).toMatchObject({
      status: 413,
      type: 'urn:tiercel:problem:payload-too-large',
    });
  });

  const away: [string, Error][] = [
    ['no server to be found', new mongo.MongoServerSelectionError('x', {} as mongo.TopologyDescription)],
    ['a lost connection', new mongo.MongoNetworkError('x')],
    ['a primary that steps down', new mongo.MongoServerError({ message: 'not primary', code: 10_107 })],
    ['a conflict that outlived its retries', labelled('TransientTransactionError')],
  ];

  it.each(away)('says 503 and when to come back for %s', (_, error) => {
    const { problem, headers, unexpected } = describeError(error);
    expect(problem).toMatchObject({ status: 503, detail: 'The database does not answer at the moment.' });
    expect(headers).toMatchObject({ 'retry-after': '1' });
    expect(unexpected).toBe(false);
  });

  function labelled(label: string): Error {
    return new mongo.MongoServerError({ message: 'x', code: 112, errorLabels: [label] });
  }
});
