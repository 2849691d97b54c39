import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from './config.module.js';
import { CacheModule } from './cache/cache.module.js';
import { DatabaseModule } from './database/index.js';
import { EventsModule } from './events/index.js';
import { OutboxModule } from './outbox/index.js';
import type { AppConfig } from '../config/index.js';

@Module({})
export class AppModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(config), EventsModule, DatabaseModule, CacheModule, OutboxModule],
    };
  }
}
