import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Module } from '@nestjs/common';
import { Keyv } from 'keyv';
import { AppConfig } from '../../../config/index.js';
import { CacheEngine } from '../cache-engine.js';
import { RedisTier } from '../tiers/redis-tier.js';
import { TieredKeyvStore } from './tiered-keyv-store.js';

/** Offers `CACHE_MANAGER` on top of both tiers, outside the promise: its values carry no stamp. */
@Module({
  imports: [
    NestCacheModule.registerAsync({
      isGlobal: true,
      inject: [CacheEngine, AppConfig],
      useFactory: ({ remote }: CacheEngine, { env }: AppConfig) => {
        const store = new TieredKeyvStore(remote instanceof RedisTier ? remote : null);
        return { stores: [new Keyv({ store, useKeyPrefix: false, ttl: env.CACHE_DEFAULT_TTL * 1_000 })] };
      },
    }),
  ],
})
export class CacheManagerModule {}
