import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { TooManyRequestsError } from '../../common/index.js';

/** Limits what one client (an address, or an IPv6 /64) may ask of this instance, over all routes together. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override generateKey(_: ExecutionContext, client: string, limit: string): string {
    return `${limit}:${client}`;
  }

  protected override async throwThrottlingException(
    _: ExecutionContext,
    { timeToBlockExpire, limit }: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequestsError(
      `More than ${limit} such requests: try again in ${timeToBlockExpire} s.`,
      timeToBlockExpire,
    );
  }
}
