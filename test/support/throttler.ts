/** Stands in for the import of `@nestjs/throttler` under jest (see `moduleNameMapper`), and is that package. */
import type * as throttler from '@nestjs/throttler';
import { loadCommonJs } from './load-commonjs.js';

const loaded = await loadCommonJs('@nestjs/throttler', ['@nestjs/common', '@nestjs/core']);

export const { SkipThrottle, Throttle, ThrottlerGuard, ThrottlerModule } = loaded as typeof throttler;
