import { MongoServerSelectionError } from 'mongodb';
import { mongoUriFor } from '../../test/support/servers.js';
import { standStill } from '../../test/support/stand-still.js';
import { OperationLog } from './operation-log.js';

describe('the log of a database', () => {
  it('is asked again after a first attempt that came to nothing', async () => {
    const log = new OperationLog(mongoUriFor('operation_log'), { maxPoolSize: 1, socketTimeoutMS: 5_000 });
    const ask = () => log.acknowledge((session) => log.db.command({ ping: 1 }, { session }));
    try {
      const first = ask().catch((error: unknown) => error);
      await standStill();
      expect(await first).toBeInstanceOf(MongoServerSelectionError);
      expect(await ask()).toBeGreaterThan(0);
    } finally {
      await log.close();
    }
    await expect(ask()).rejects.toThrow('the log was closed');
  });
});
