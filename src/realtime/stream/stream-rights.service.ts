import { Injectable, Logger } from '@nestjs/common';
import type { LastingSession } from '../../auth/index.js';
import { TieredCacheService } from '../../cache/index.js';
import { CATALOGUE } from '../../catalogue/index.js';
import { AppError, ForbiddenError, hasRole, UnavailableError, type Principal } from '../../common/index.js';
import { assertOwned, courseAtHand } from '../../courses/index.js';
import { PLATFORM } from '../feed/channel.js';

/** `unproved`: nobody can say; MongoDB is away, or there is a fault in the product. */
export type Standing = 'allowed' | 'refused' | 'unproved';

/** Who may listen to a channel: a course's owner; administrators to everything. */
@Injectable()
export class StreamRights {
  private readonly logger = new Logger(StreamRights.name);

  constructor(private readonly cache: TieredCacheService) {}

  /**
   * @returns who it is
   * @throws {UnauthenticatedError | ForbiddenError | NotFoundError} who may not listen, and why
   * @throws {UnavailableError} when it cannot be proved
   */
  async assert(session: LastingSession, channel: string): Promise<Principal> {
    const principal = await session();
    if (channel === PLATFORM) {
      if (!hasRole(principal.role, 'admin')) throw new ForbiddenError('The platform is for administrators.');
      return principal;
    }
    const { meta } = await this.cache.getOrLoad(CATALOGUE.course, { courseId: channel });
    assertOwned(courseAtHand(channel, meta), principal);
    return principal;
  }

  /** Whether somebody still may listen; a fault that is not an answer is no refusal, and is told. */
  async look(session: LastingSession, channel: string): Promise<Standing> {
    try {
      await this.assert(session, channel);
      return 'allowed';
    } catch (error) {
      if (error instanceof AppError && !(error instanceof UnavailableError)) return 'refused';
      if (!(error instanceof AppError)) this.logger.warn(error);
      return 'unproved';
    }
  }
}
