import { Module, type DynamicModule } from '@nestjs/common';
import type { AppConfig } from '../../../config/index.js';
import { ConfigModule } from '../../config.module.js';
import { DatabaseModule } from '../../database/index.js';
import { EventsModule } from '../../events/index.js';
import { UsersModule } from '../../users/index.js';
import { Passwords } from '../passwords.service.js';
import { AdminCreation } from './admin-creation.service.js';

/** As much of the application as it takes to write a user. Servers that run hear of it through MongoDB's log. */
@Module({})
export class AdminCliModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: AdminCliModule,
      imports: [ConfigModule.with(config), EventsModule, DatabaseModule, UsersModule],
      providers: [Passwords, AdminCreation],
    };
  }
}
