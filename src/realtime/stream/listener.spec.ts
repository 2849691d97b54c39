import { jest } from '@jest/globals';
import type { EventFeed } from '../feed/event-feed.service.js';
import { EventJournal } from '../feed/event-journal.js';
import type { LessonCompletion } from '../log/lesson-completion.js';
import { RealtimeReport } from '../realtime-report.js';
import { HEARTBEAT_MS, Listener, RIGHTS_MS } from './listener.js';
import type { PastEvents, PastEventsReader } from './past-events.service.js';
import type { Standing } from './stream-rights.service.js';

const COURSE = 'course';

function eventAt(time: number): LessonCompletion {
  const id = { time, index: 1 };
  return { id, courseId: COURSE, userId: 'user', lessonId: 'lesson', progressPercent: 50, completedAt: '' };
}

function listen(past = {} as Pick<PastEventsReader, 'read'>, after = 10) {
  const journal = new EventJournal(100);
  journal.restart({ time: 10, index: 0 });
  let standing: Standing = 'allowed';
  const listener = new Listener({
    channel: COURSE,
    after: { time: after, index: 0 },
    feed: { journal, onEvent: () => () => undefined } as unknown as EventFeed,
    past: past as PastEventsReader,
    report: new RealtimeReport(),
    look: () => Promise.resolve(standing),
    onClose: () => undefined,
  });
  let text = '';
  listener.stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return {
    journal,
    listener,
    stream: listener.stream,
    stand: (next: Standing) => (standing = next),
    /** What was sent since it was last asked. */
    heard: () => {
      const sent = text;
      text = '';
      return sent;
    },
  };
}

const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

describe('a listener', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('begins with the place that it can come back to', async () => {
    const { heard, stream } = listen();
    await pass(0);
    expect(heard()).toBe('retry: 2000\nid: 10.0\n\n');
    stream.destroy();
  });

  it('hears a heartbeat every 15 seconds, with how far the log has come meanwhile', async () => {
    const { heard, journal, stream } = listen();
    await pass(0);
    heard();
    journal.reach({ time: 17, index: 0 });
    for (let beat = 0; beat < 3; beat += 1) {
      await pass(HEARTBEAT_MS + RIGHTS_MS);
      expect(heard()).toBe(': heartbeat\nid: 17.0\n\n');
    }
    stream.destroy();
  });

  it('hears nothing any more once its right is gone', async () => {
    const { heard, journal, stand, stream } = listen();
    await pass(0);
    heard();
    stand('refused');
    await pass(RIGHTS_MS - 1);
    journal.append(eventAt(11));
    await pass(RIGHTS_MS);
    expect(heard()).toBe('');
    expect(stream.closed).toBe(true);
  });

  it('waits while nobody can say whether it has its right, and then misses nothing', async () => {
    const { heard, journal, stand, stream } = listen();
    await pass(0);
    heard();
    stand('unproved');
    await pass(RIGHTS_MS);
    journal.append(eventAt(11));
    await pass(2 * RIGHTS_MS);
    expect(heard()).toBe('');
    stand('allowed');
    await pass(2 * RIGHTS_MS);
    expect(heard()).toContain('id: 11.1\n');
    stream.destroy();
  });

  describe('that comes back from before the journal', () => {
    /** A read of the log that lasts until it is told what it has found. */
    function readSlowly() {
      let find = (): void => undefined;
      const page = new Promise<PastEvents>((resolve) => {
        find = () => resolve({ events: [eventAt(8)], reached: { time: 10, index: 0 } });
      });
      let signal: AbortSignal | undefined;
      const read: PastEventsReader['read'] = (_after, _until, _channel, ended) => {
        signal = ended;
        return page;
      };
      return { read, find, isGivenUp: () => signal?.aborted };
    }

    it('hears what it has missed', async () => {
      const past = readSlowly();
      const { heard, stream } = listen(past, 5);
      past.find();
      await pass(0);
      expect(heard()).toContain('id: 8.1\n');
      stream.destroy();
    });

    it('hears nothing of it when its right went while the log was read', async () => {
      const past = readSlowly();
      const { heard, stand, stream } = listen(past, 5);
      await pass(0);
      heard();
      stand('refused');
      await pass(RIGHTS_MS);
      past.find();
      await pass(RIGHTS_MS);
      expect(heard()).toBe('');
      expect(stream.closed).toBe(true);
      expect(past.isGivenUp()).toBe(true);
    });

    it('hears heartbeats meanwhile', async () => {
      const { heard, stream } = listen(readSlowly(), 5);
      await pass(0);
      heard();
      await pass(HEARTBEAT_MS + RIGHTS_MS);
      expect(heard()).toBe(': heartbeat\nid: 5.0\n\n');
      stream.destroy();
    });

    it('leaves with its instance, whatever is being read for it', async () => {
      const past = readSlowly();
      const { listener, stream } = listen(past, 5);
      await pass(0);
      listener.close();
      await pass(0);
      expect(stream.closed).toBe(true);
      expect(past.isGivenUp()).toBe(true);
    });
  });
});
