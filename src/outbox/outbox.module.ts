import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OUTBOX, OutboxSchema } from './outbox.schema.js';
import { OutboxService } from './outbox.service.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: OUTBOX, schema: OutboxSchema }])],
  providers: [OutboxService],
  exports: [OutboxService, MongooseModule],
})
export class OutboxModule {}
