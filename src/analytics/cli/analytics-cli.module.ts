import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from '../../../config/index.js';
import { CacheModule } from '../../cache/index.js';
import { CATALOGUE, SOURCES } from '../../catalogue/index.js';
import { ConfigModule } from '../../config.module.js';
import { DatabaseModule } from '../../database/index.js';
import { EventsModule } from '../../events/index.js';
import { OutboxModule } from '../../outbox/index.js';
import { AnalyticsModule } from '../analytics.module.js';

/** As much of the application as it takes to compute rollups; nothing is cached. */
@Module({})
export class AnalyticsCliModule {
  static with({ env }: AppConfig): DynamicModule {
    const config = new AppConfig({ ...env, CACHE: 'off' });
    return {
      module: AnalyticsCliModule,
      imports: [
        ConfigModule.with(config),
        EventsModule,
        DatabaseModule,
        CacheModule.with({ rows: Object.values(CATALOGUE), sources: SOURCES }),
        OutboxModule,
        AnalyticsModule,
      ],
    };
  }
}
