import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { LogHistoryLostError } from '../../database/index.js';
import type { EventLog } from '../log/event-log.js';
import { PastEventsReader } from './past-events.service.js';

const PLACE = { time: 10, index: 0 };

describe('a reader of past events', () => {
  let warnings: jest.SpiedFunction<Logger['warn']>;
  let fault: Error | undefined;
  let reader: PastEventsReader;

  beforeEach(() => {
    warnings = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    fault = undefined;
    reader = new PastEventsReader({
      assertReachesBackTo: async () => {
        if (fault) throw fault;
      },
      mark: () => Promise.resolve(20),
      async *follow() {
        yield { kind: 'mark', id: { time: 20, index: 0 } };
      },
    } as unknown as EventLog);
  });
  afterEach(() => void warnings.mockRestore());

  const read = (signal = new AbortController().signal) =>
    reader.read(PLACE, { time: 15, index: 0 }, 'course', signal);

  it('tells of the first of a run of failures, and each listener hears of its own', async () => {
    fault = new Error('away');
    for (let turn = 0; turn < 3; turn += 1) await expect(read()).rejects.toThrow('away');
    expect(warnings.mock.calls).toEqual([[fault]]);
    fault = undefined;
    expect(await read()).toEqual({ events: [], reached: { time: 20, index: 0 } });
    fault = new Error('away again');
    await expect(read()).rejects.toThrow('away again');
    expect(warnings).toHaveBeenCalledTimes(2);
  });

  it('says nothing of a log that does not reach back: the listener is told that', async () => {
    fault = new LogHistoryLostError('begins later');
    await expect(read()).rejects.toThrow('begins later');
    expect(warnings).not.toHaveBeenCalled();
  });

  it('reads nothing for a listener that has gone while it waited for its turn', async () => {
    fault = new Error('asked for');
    expect(await read(AbortSignal.abort())).toEqual({ events: [], reached: PLACE });
    expect(warnings).not.toHaveBeenCalled();
  });
});
