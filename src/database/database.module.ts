import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import mongoose from 'mongoose';
import { AppConfig } from '../../config/index.js';
import { AbandonedTransactions, APP_NAME } from './abandoned-transactions.service.js';
import { Collections } from './collections.js';
import { SnapshotReader } from './snapshot-reader.js';
import { Transactions } from './transactions.js';

mongoose.set('transactionAsyncLocalStorage', true);

@Global()
@Module({
  imports: [
    MongooseModule.forRootAsync({
      inject: [AppConfig],
      useFactory: ({ env }: AppConfig) => ({
        uri: env.MONGO_URI,
        appName: APP_NAME,
        autoCreate: false,
        autoIndex: false,
        readPreference: 'primary',
        retryWrites: true,
        writeConcern: { w: 'majority' },
        maxPoolSize: 50,
        serverSelectionTimeoutMS: 5_000,
      }),
    }),
  ],
  providers: [AbandonedTransactions, Collections, SnapshotReader, Transactions],
  exports: [SnapshotReader, Transactions],
})
export class DatabaseModule {}
