import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { Timestamp, type ChangeStreamDocument } from 'mongodb';
import { Types } from 'mongoose';
import { parseConfig } from '../../../config/index.js';
import { OUTBOX_COLLECTION } from '../../outbox/index.js';
import { EventLog } from './event-log.js';
import { formatEventId } from './event-id.js';
import type { LogEntry } from './lesson-completion.js';

const completion = {
  course_id: new Types.ObjectId(),
  user_id: new Types.ObjectId(),
  lesson_id: new Types.ObjectId(),
  at: new Date(),
};

function logOf(documents: readonly object[]): EventLog {
  const log = new EventLog(
    parseConfig({ MONGO_URI: 'mongodb://localhost/x', JWT_SECRET: '0123456789abcdef' }),
  );
  Reflect.set(log, 'log', {
    async *changes() {
      for (const fullDocument of documents)
        yield {
          operationType: 'insert',
          clusterTime: new Timestamp({ t: 1, i: 0 }),
          ns: { db: 'x', coll: OUTBOX_COLLECTION },
          documentKey: { _id: new Types.ObjectId() },
          fullDocument,
        } as unknown as ChangeStreamDocument;
    },
  });
  return log;
}

async function read(log: EventLog): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of log.follow(0, new AbortController().signal)) entries.push(entry);
  return entries;
}

it('an entry that is no completion keeps nobody from what follows, has its number, and is told of once', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const { user_id: _, ...anonymous } = completion;
  const log = logOf([completion, anonymous, { ...completion, at: 'yesterday' }, completion]);
  for (let times = 0; times < 2; times += 1) {
    const ids = (await read(log)).map((entry) => entry.kind === 'event' && formatEventId(entry.event.id));
    expect(ids).toEqual(['1048576.1', '1048576.4']);
  }
  expect(warn).toHaveBeenCalledTimes(2);
  warn.mockRestore();
});
