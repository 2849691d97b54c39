import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/index.js';
import { ProgressModule } from '../progress/index.js';
import { XapiController } from './xapi.controller.js';
import { XapiStatements } from './xapi-statements.service.js';

@Module({
  imports: [CoursesModule, ProgressModule],
  controllers: [XapiController],
  providers: [XapiStatements],
})
export class XapiModule {}
