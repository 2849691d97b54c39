import { Injectable } from '@nestjs/common';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AppConfig } from '../../config/index.js';
import { UnauthenticatedError } from '../common/index.js';
import { Transactions } from '../database/index.js';
import { UsersService, type User } from '../users/index.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';

const DAY_MS = 24 * 3_600_000;

/** What became of a refresh token that was handed in. */
type Rotation =
  | { readonly kind: 'rotated'; readonly user: User; readonly token: string }
  | { readonly kind: 'refused'; readonly reason: string };

const refused = (reason: string): Rotation => ({ kind: 'refused', reason });

/**
 * Refresh tokens: random, single use, only their SHA-256 is kept. Each use spends one and gives the next
 * of the same family; a spent one that comes again means that two parties hold it, so the family ends
 * (RFC 9700, 4.14.2).
 *
 * Two requests that overlap are no theft but a client with two tabs: one wins, the others are refused,
 * and the family lives. A client that lost the answer holds a spent token; when it tries again it has to
 * sign in: that it is not the thief cannot be known.
 */
@Injectable()
export class RefreshTokens {
  private readonly lifetimeMs: number;
  /** Hashes of tokens that are being rotated by this process. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly tokens: RefreshTokensRepository,
    private readonly transactions: Transactions,
    private readonly users: UsersService,
    { env }: AppConfig,
  ) {
    this.lifetimeMs = env.REFRESH_TOKEN_EXPIRE_DAYS * DAY_MS;
  }

  /** The first token of a new family. */
  async begin(user: User): Promise<string> {
    const { value } = await this.transactions.run(() => this.give(user, randomUUID()));
    return value;
  }

  /**
   * Spends a token and gives the next one.
   * @throws {UnauthenticatedError} when it is unknown, has run out, was used before, or its user's sessions were ended
   */
  async rotate(token: string, arrivedAt = new Date()): Promise<{ user: User; token: string }> {
    const hash = hashOf(token);
    if (this.underWay.has(hash)) throw new UnauthenticatedError(OVERLAPPED);
    this.underWay.add(hash);
    try {
      let sawItUnspent = false;
      const { value } = await this.transactions.run(async (): Promise<Rotation> => {
        const held = await this.tokens.find(hash);
        if (!held || held.expires_at <= arrivedAt) return refused('The refresh token is not valid.');
        if (held.spent_at) {
          // Not spent when this request came: another instance was faster.
          if (sawItUnspent || arrivedAt < held.spent_at) return refused(OVERLAPPED);
          await this.tokens.deleteFamily(held.family);
          return refused('The refresh token was used before: sign in again.');
        }
        sawItUnspent = true;
        const user = await this.users.findById(held.user_id.toHexString());
        if (!user || user.disabled || user.token_version !== held.token_version) {
          await this.tokens.deleteFamily(held.family);
          return refused('This session has ended: sign in again.');
        }
        const next = await this.give(user, held.family);
        await this.tokens.spend(hash, new Date());
        return { kind: 'rotated', user, token: next };
      });
      if (value.kind === 'refused') throw new UnauthenticatedError(value.reason);
      return value;
    } finally {
      this.underWay.delete(hash);
    }
  }

  /** Ends the token's family. A token that nobody knows is as good as ended. */
  async end(token: string): Promise<void> {
    const hash = hashOf(token);
    await this.transactions.run(async () => {
      const held = await this.tokens.find(hash);
      if (held) await this.tokens.deleteFamily(held.family);
    });
  }

  private async give(user: User, family: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.tokens.insert({
      _id: hashOf(token),
      user_id: user._id,
      family,
      token_version: user.token_version,
      spent_at: null,
      expires_at: new Date(Date.now() + this.lifetimeMs),
    });
    return token;
  }
}

const OVERLAPPED = 'Another request is using this refresh token.';

/** 256 random bits need no salt and no slow hash. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
