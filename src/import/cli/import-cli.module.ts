import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from '../../../config/index.js';
import { AnalyticsModule } from '../../analytics/index.js';
import { CacheModule } from '../../cache/index.js';
import { CATALOGUE, SOURCES } from '../../catalogue/index.js';
import { ConfigModule } from '../../config.module.js';
import { CoursesModule } from '../../courses/index.js';
import { DatabaseModule } from '../../database/index.js';
import { EnrollmentsModule } from '../../enrollments/index.js';
import { EventsModule } from '../../events/index.js';
import { OutboxModule } from '../../outbox/index.js';
import { ProgressModule } from '../../progress/index.js';
import { ReviewsModule } from '../../reviews/index.js';
import { UsersModule } from '../../users/index.js';
import { ImportModule } from '../import.module.js';

/**
 * As much of the application as it takes to write data and to compute what follows from it. Its cache
 * is off: it would follow the log of every row that is written. Servers that run follow it anyway.
 */
@Module({})
export class ImportCliModule {
  static with({ env }: AppConfig): DynamicModule {
    const config = new AppConfig({ ...env, CACHE: 'off' });
    return {
      module: ImportCliModule,
      imports: [
        ConfigModule.with(config),
        EventsModule,
        DatabaseModule,
        CacheModule.with({ rows: Object.values(CATALOGUE), sources: SOURCES }),
        OutboxModule,
        UsersModule,
        CoursesModule,
        EnrollmentsModule,
        ReviewsModule,
        ProgressModule,
        AnalyticsModule,
        ImportModule,
      ],
    };
  }
}
