import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ConfigurationError } from '../../config/index.js';
import { isReplicaSet } from '../common/replica-set.js';

/**
 * Creates every collection and index before anything is served: a collection that comes into being
 * later makes snapshot reads fail (246 SnapshotUnavailable), and one that is absent yields no stamp.
 */
@Injectable()
export class Collections implements OnModuleInit {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** @throws {ConfigurationError} on a server where nothing that is read could be proved, so that nothing is begun there */
  async onModuleInit(): Promise<void> {
    const hello = await this.connection.getClient().db('admin').command({ hello: 1 });
    if (!isReplicaSet(hello))
      throw new ConfigurationError(['MONGO_URI: the server is no replica set: start it with --replSet']);
    for (const model of Object.values(this.connection.models)) {
      await model.createCollection();
      await model.createIndexes();
    }
  }
}
