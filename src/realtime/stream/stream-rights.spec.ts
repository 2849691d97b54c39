import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import type { LastingSession } from '../../auth/index.js';
import type { TieredCacheService } from '../../cache/index.js';
import { NotFoundError, UnavailableError } from '../../common/index.js';
import { StreamRights } from './stream-rights.service.js';

describe('the right to go on listening', () => {
  const bug = new TypeError('a bug');

  it.each([
    ['refused', new NotFoundError('There is no course.'), 0],
    ['unproved', new UnavailableError('MongoDB is away.'), 0],
    ['unproved', bug, 1],
  ])('is %s where the answer is %s', async (standing, error, told) => {
    const warnings = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const cache = { getOrLoad: () => Promise.reject(error) } as unknown as TieredCacheService;
    const session = (() => Promise.resolve({ role: 'instructor' })) as unknown as LastingSession;
    expect(await new StreamRights(cache).look(session, 'course')).toBe(standing);
    expect(warnings).toHaveBeenCalledTimes(told);
    warnings.mockRestore();
  });
});
