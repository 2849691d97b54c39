import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { WarmingModule } from '../warming/index.js';
import { HealthController } from './health.controller.js';
import { MongoProbe } from './mongo-probe.js';
import { ServingService } from './serving.service.js';

@Module({
  // A probe that fails is asked for again in seconds: its answer says why, the log need not.
  imports: [TerminusModule.forRoot({ logger: false }), WarmingModule],
  controllers: [HealthController],
  providers: [MongoProbe, ServingService],
})
export class HealthModule {}
