import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerRequest } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { addressOrPeer, type AskedRequest } from '../../common/http/asked-request.js';
import type { Admits, InstantGuard, RouteTarget } from '../../common/http/instant-guard.js';
import { TooManyRequestsError } from '../../common/index.js';
import { isSignIn } from './sign-in-limit.decorator.js';
import type { WindowCounters } from './window-counters.js';

/** Addresses that are remembered. */
const MOST_ADDRESSES = 10_000;

declare module 'node:http' {
  interface IncomingMessage {
    /** Counted towards its client's limit, or exempt from it: nothing counts it again. */
    isCounted?: boolean;
  }
}

/** Limits what one client (an address, or an IPv6 /64) may ask of this instance, over all routes together. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard implements InstantGuard {
  /** What an address is counted under, as one string made once: a new one would have to be hashed anew. */
  private readonly keys = new LRUCache<string, string>({ max: MOST_ADDRESSES });

  /** Counts at once, for a client that the pipeline has met before. */
  admitting({ handler }: RouteTarget): Admits | undefined {
    if (isSignIn(handler)) return undefined;
    const limit = this.limitOnAll();
    if (!limit) return () => true;
    const counters = this.storageService as WindowCounters;
    return (request) => {
      const key = this.keys.get(request.ip);
      if (key === undefined) return false;
      if (counters.count(key, Number(limit.ttl), Number(limit.limit)).isBlocked) return false;
      request.raw.isCounted = true;
      return true;
    };
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const mayPass = await super.canActivate(context);
    context.switchToHttp().getRequest<FastifyRequest>().raw.isCounted = true;
    return mayPass;
  }

  /**
   * Counts a request that this guard has not seen, and may never see; once, however often it is called.
   * @throws {TooManyRequestsError}
   */
  async count(request: Pick<AskedRequest, 'raw' | 'ip'>): Promise<void> {
    const limited = this.limitOnAll();
    if (!limited || request.raw.isCounted === true) return;
    request.raw.isCounted = true;
    const [ttl, limit] = [Number(limited.ttl), Number(limited.limit)];
    const key = keyOf(limited.name, await this.getTracker(request));
    const { isBlocked, timeToBlockExpire } = (this.storageService as WindowCounters).count(key, ttl, limit);
    if (isBlocked) throw tooMany(limit, timeToBlockExpire);
  }

  protected override async handleRequest(limited: ThrottlerRequest): Promise<boolean> {
    if (limited.throttler !== this.limitOnAll()) return await super.handleRequest(limited);
    await this.count(limited.context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }

  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    const { ip: named, raw } = request as unknown as FastifyRequest;
    const ip = addressOrPeer(named, raw);
    const client = await super.getTracker({ ip });
    this.keys.set(ip, keyOf(this.limitOnAll()?.name, client));
    return client;
  }

  /** Limits with a condition are the one on signing in, and the one that is switched off. */
  private limitOnAll() {
    return this.throttlers.find(({ skipIf }) => skipIf === undefined);
  }

  protected override generateKey(_: ExecutionContext, client: string, limit: string): string {
    return keyOf(limit, client);
  }

  protected override async throwThrottlingException(
    _: ExecutionContext,
    { timeToBlockExpire, limit }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw tooMany(limit, timeToBlockExpire);
  }
}

function tooMany(limit: number, seconds: number): TooManyRequestsError {
  return new TooManyRequestsError(`More than ${limit} such requests: try again in ${seconds} s.`, seconds);
}

function keyOf(limit: string | undefined, client: string): string {
  return `${limit}:${client}`;
}
