import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { InvalidInputError } from '../../common/index.js';
import type { LogTime } from '../../database/index.js';

const TIME_BYTES = 8;
const MAC_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;
/** Tokens remembered each way: a hot entry has one stamp, and a client sends one token many times. */
const MOST_REMEMBERED = 4_096;

/**
 * Consistency tokens: a log time, signed, so that nobody can make a server wait for a time that never comes.
 *
 * 8 bytes of time and 16 of HMAC-SHA-256 (RFC 2104, truncated as its section 5 allows), base64url.
 */
export class ConsistencyTokens {
  private readonly key: Buffer;
  private readonly signed = new LRUCache<LogTime, string>({ max: MOST_REMEMBERED });
  private readonly verified = new LRUCache<string, LogTime>({ max: MOST_REMEMBERED });

  /** @param secret the application's secret; the key is derived from it (HKDF, RFC 5869). */
  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'tiercel consistency token', 32));
  }

  sign(time: LogTime): string {
    const known = this.signed.get(time);
    if (known !== undefined) return known;
    const bytes = Buffer.alloc(TIME_BYTES);
    bytes.writeBigUInt64BE(BigInt(time));
    const token = Buffer.concat([bytes, this.mac(bytes)]).toString('base64url');
    this.signed.set(time, token);
    return token;
  }

  /** @throws {InvalidInputError} for a token that was not signed here. */
  verify(token: string): LogTime {
    const time = this.read(token);
    if (time === null) throw new InvalidInputError('X-Consistency-Token: not a token of this service.');
    return time;
  }

  /** The time of a token that was signed here; null for anything else. */
  read(token: unknown): LogTime | null {
    if (typeof token !== 'string' || !TOKEN.test(token)) return null;
    const known = this.verified.get(token);
    if (known !== undefined) return known;
    const bytes = Buffer.from(token, 'base64url');
    const time = bytes.subarray(0, TIME_BYTES);
    if (!timingSafeEqual(this.mac(time), bytes.subarray(TIME_BYTES))) return null;
    const read = Number(time.readBigUInt64BE());
    this.verified.set(token, read);
    return read;
  }

  private mac(bytes: Buffer): Buffer {
    return createHmac('sha256', this.key).update(bytes).digest().subarray(0, MAC_BYTES);
  }
}
