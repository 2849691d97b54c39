import { Injectable } from '@nestjs/common';
import type { LastingSession } from '../../auth/index.js';
import { TieredCacheService } from '../../cache/index.js';
import { CATALOGUE } from '../../catalogue/index.js';
import { ForbiddenError, hasRole, UnavailableError } from '../../common/index.js';
import { assertOwned, courseAtHand } from '../../courses/index.js';
import { PLATFORM } from '../feed/channel.js';

/** `unproved`: MongoDB is away, nobody can say. */
export type Standing = 'allowed' | 'refused' | 'unproved';

/** Who may listen to a channel: a course's owner; administrators to everything. */
@Injectable()
export class StreamRights {
  constructor(private readonly cache: TieredCacheService) {}

  /**
   * @throws {UnauthenticatedError | ForbiddenError | NotFoundError} who may not listen, and why
   * @throws {UnavailableError} when it cannot be proved
   */
  async assert(session: LastingSession, channel: string): Promise<void> {
    const principal = await session();
    if (channel === PLATFORM) {
      if (!hasRole(principal.role, 'admin')) throw new ForbiddenError('The platform is for administrators.');
      return;
    }
    const { meta } = await this.cache.getOrLoad(CATALOGUE.course, { courseId: channel });
    assertOwned(courseAtHand(channel, meta), principal);
  }

  async look(session: LastingSession, channel: string): Promise<Standing> {
    try {
      await this.assert(session, channel);
      return 'allowed';
    } catch (error) {
      return error instanceof UnavailableError ? 'unproved' : 'refused';
    }
  }
}
