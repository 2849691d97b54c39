import { Injectable, type OnModuleInit } from '@nestjs/common';
import { parseAnswer, TieredCacheService, type CacheAnswer } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { NotFoundError, UnauthenticatedError, type Principal } from '../common/index.js';
import type { LogTime } from '../database/index.js';
import { UsersService, type SessionState } from '../users/index.js';
import type { AccessClaims } from './access-tokens.service.js';

/** What a person may do at this moment, read through both cache tiers: an access token is believed only as far as this agrees. */
@Injectable()
export class Sessions implements OnModuleInit {
  /** What the bytes of a cached session say, parsed once. */
  private readonly parsed = new WeakMap<Buffer, Readonly<SessionState>>();

  constructor(
    private readonly cache: TieredCacheService,
    private readonly users: UsersService,
  ) {}

  onModuleInit(): void {
    this.cache.provide(CATALOGUE.session, async ({ userId }) => {
      const session = await this.users.findSession(userId);
      if (!session) throw new NotFoundError('There is no such user.');
      return session;
    });
  }

  /**
   * @param notBefore the log time of the caller's consistency token: rights do not go back in time either
   * @throws {UnauthenticatedError} when the account is gone or disabled, or its sessions were ended
   *   after the token was given
   */
  async identify({ sub: userId, ver }: AccessClaims, notBefore: LogTime): Promise<Principal> {
    let session = await this.find(userId, notBefore);
    // Signed in anew, and this instance has not heard yet of what ended the sessions before.
    if (ver > session.token_version) session = (await this.users.findSession(userId)) ?? session;
    const { role, status, token_version } = session;
    if (status === 'disabled') throw new UnauthenticatedError('This account is disabled.');
    if (ver !== token_version) throw new UnauthenticatedError('This session has ended: sign in again.');
    return { id: userId, role };
  }

  /** The same from memory alone; undefined where it does not say that the token is good. */
  recall({ sub: userId, ver }: AccessClaims, notBefore: LogTime): Principal | undefined {
    const recalled = this.cache.recall(CATALOGUE.session, { userId }, { notBefore });
    if (!recalled) return undefined;
    const { role, status, token_version } = this.parse(this.cache.serve(recalled));
    return status === 'active' && ver === token_version ? { id: userId, role } : undefined;
  }

  private async find(userId: string, notBefore: LogTime): Promise<Readonly<SessionState>> {
    try {
      return this.parse(await this.cache.getOrLoad(CATALOGUE.session, { userId }, { notBefore }));
    } catch (fault) {
      if (fault instanceof NotFoundError) throw new UnauthenticatedError('This account is gone.');
      throw fault;
    }
  }

  private parse(answer: CacheAnswer): Readonly<SessionState> {
    const known = this.parsed.get(answer.body) ?? parseAnswer<SessionState>(answer);
    this.parsed.set(answer.body, known);
    return known;
  }
}
