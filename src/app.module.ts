import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AdminModule } from './admin/index.js';
import { AnalyticsModule } from './analytics/index.js';
import { ConfigModule } from './config.module.js';
import { Drain } from './common/http/drain.js';
import { HttpModule } from './common/http/http.module.js';
import { AuthModule } from './auth/index.js';
import { CoursesModule } from './courses/index.js';
import { EnrollingModule } from './enrolling/index.js';
import { EnrollmentsModule } from './enrollments/index.js';
import { ReviewsModule } from './reviews/index.js';
import { SearchModule } from './search/index.js';
import { CacheModule } from './cache/index.js';
import { CATALOGUE, CatalogueModule, SOURCES } from './catalogue/index.js';
import { DatabaseModule } from './database/index.js';
import { EventsModule } from './events/index.js';
import { HealthModule } from './health/index.js';
import { ImportModule } from './import/index.js';
import { MetricsModule } from './metrics/index.js';
import { OutboxModule } from './outbox/index.js';
import { ProgressModule } from './progress/index.js';
import { RealtimeModule } from './realtime/index.js';
import { UsersModule } from './users/index.js';
import { XapiModule } from './xapi/index.js';
import { WarmingModule } from './warming/index.js';
import type { AppConfig } from '../config/index.js';

@Module({})
export class AppModule {
  /** @param drain of the server; a program without one has its own, which never begins. */
  static with(config: AppConfig, drain = new Drain()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        HttpModule.with(drain),
        ScheduleModule.forRoot(),
        EventsModule,
        DatabaseModule,
        CacheModule.with({ rows: Object.values(CATALOGUE), sources: SOURCES }),
        CatalogueModule,
        OutboxModule,
        UsersModule,
        AuthModule,
        CoursesModule,
        EnrollmentsModule,
        EnrollingModule,
        ReviewsModule,
        SearchModule,
        ProgressModule,
        XapiModule,
        AnalyticsModule,
        RealtimeModule,
        WarmingModule,
        HealthModule,
        ImportModule,
        MetricsModule,
        AdminModule,
      ],
    };
  }
}
