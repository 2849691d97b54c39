import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ADMIN_ROSTER, AdminRosterSchema } from './admin-roster.schema.js';
import { SettingsController } from './settings.controller.js';
import { UserAdministration } from './user-administration.service.js';
import { USER, UserSchema } from './user.schema.js';
import { UserSettings } from './user-settings.service.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UserTotalsService } from './user-totals.service.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: USER, schema: UserSchema },
      { name: ADMIN_ROSTER, schema: AdminRosterSchema },
    ]),
  ],
  controllers: [UsersController, SettingsController],
  providers: [UsersRepository, UsersService, UserTotalsService, UserAdministration, UserSettings],
  exports: [UsersService, UserTotalsService],
})
export class UsersModule {}
