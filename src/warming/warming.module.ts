import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CoursesModule } from '../courses/index.js';
import { ReadSampler } from './read-sampler.js';
import { Startup } from './startup.js';
import { LEASE, LeaseSchema, WarmingLease } from './warming-lease.js';
import { WarmingController } from './warming.controller.js';
import { WarmingSchedule } from './warming.schedule.js';
import { WarmingService } from './warming.service.js';

@Module({
  imports: [CoursesModule, MongooseModule.forFeature([{ name: LEASE, schema: LeaseSchema }])],
  controllers: [WarmingController],
  providers: [Startup, ReadSampler, WarmingLease, WarmingService, WarmingSchedule],
  exports: [Startup, WarmingService],
})
export class WarmingModule {}
