import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { randomBytes } from 'node:crypto';
import { UnavailableError } from '../common/index.js';

/**
 * argon2id (the library's default algorithm) with 19 MiB, 2 passes and 1 lane: OWASP Password Storage
 * Cheat Sheet, first choice for argon2id.
 */
const PARAMETERS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes computed at once: each takes 19 MiB, and one of the four threads that files and DNS need too. */
const AT_ONCE = 2;
/** Hashes that may wait for their turn; at 15–40 ms each, the last waits a second or so. */
const WAITING = 64;

/** Hashes and checks passwords, however many people sign in at once. */
@Injectable()
export class Passwords implements OnModuleInit {
  private readonly limit = pLimit(AT_ONCE);
  /** Of a password that nobody knows. */
  private decoy = '';

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash(randomBytes(32).toString('base64url'));
  }

  /** @throws {UnavailableError} when too many are waiting */
  async hash(password: string): Promise<string> {
    return await this.take(() => hash(password, PARAMETERS));
  }

  /**
   * Takes as long for an account that does not exist, or has no password, as for any other: how long
   * it takes must not tell which addresses have an account.
   *
   * @param kept a PHC string, or null where there is none
   * @throws {UnavailableError} when too many are waiting
   */
  async matches(kept: string | null, password: string): Promise<boolean> {
    const fits = await this.take(() => verify(kept ?? this.decoy, password));
    return fits && kept !== null;
  }

  private async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= WAITING)
      throw new UnavailableError('Too many people are signing in at the moment.', 1);
    return await this.limit(work);
  }
}
