import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { CoursesModule } from '../courses/index.js';
import { Startup } from './startup.js';
import { WarmingController } from './warming.controller.js';
import { WarmingSchedule } from './warming.schedule.js';
import { WarmingService } from './warming.service.js';

@Module({
  imports: [ScheduleModule.forRoot(), CoursesModule],
  controllers: [WarmingController],
  providers: [Startup, WarmingService, WarmingSchedule],
  exports: [Startup, WarmingService],
})
export class WarmingModule {}
