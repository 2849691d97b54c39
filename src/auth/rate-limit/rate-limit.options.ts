import type { ExecutionContext } from '@nestjs/common';
import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import type { AppConfig } from '../../../config/index.js';
import { isSignIn } from './sign-in-limit.decorator.js';
import { WindowCounters } from './window-counters.js';

/** The two limits: on all requests of a client, and on its attempts to sign in. */
export function rateLimits({ env }: AppConfig): ThrottlerModuleOptions {
  const ttl = env.RATE_LIMIT_WINDOW_SECONDS * 1000;
  return {
    storage: new WindowCounters(),
    // `Retry-After` comes with the error.
    setHeaders: false,
    throttlers: env.RATE_LIMIT_ENABLED
      ? [
          { name: 'default', ttl, limit: env.RATE_LIMIT_MAX },
          { name: 'sign-in', ttl, limit: env.RATE_LIMIT_AUTH_MAX, skipIf: isNoSignIn },
        ]
      : [{ ttl, limit: env.RATE_LIMIT_MAX, skipIf: () => true }],
  };
}

function isNoSignIn(context: ExecutionContext): boolean {
  return !isSignIn(context.getHandler());
}
