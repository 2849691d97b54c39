import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthModule } from '../auth/index.js';
import { EventFeed } from './feed/event-feed.service.js';
import { EventLog } from './log/event-log.js';
import { MARK, MarkSchema } from './log/mark.schema.js';
import { RealtimeController } from './realtime.controller.js';
import { RealtimeReport } from './realtime-report.js';
import { EventRelay } from './relay/event-relay.service.js';
import { Listeners } from './stream/listeners.service.js';
import { PastEventsReader } from './stream/past-events.service.js';
import { ResumePoint } from './stream/resume-point.service.js';
import { StreamRights } from './stream/stream-rights.service.js';

@Module({
  imports: [AuthModule, MongooseModule.forFeature([{ name: MARK, schema: MarkSchema }])],
  controllers: [RealtimeController],
  providers: [
    EventFeed,
    EventLog,
    EventRelay,
    Listeners,
    PastEventsReader,
    RealtimeReport,
    ResumePoint,
    StreamRights,
  ],
  exports: [RealtimeReport],
})
export class RealtimeModule {}
