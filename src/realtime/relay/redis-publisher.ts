import type { Result } from 'ioredis';
import { readFileSync } from 'node:fs';
import type { RedisClient } from '../../cache/index.js';
import { channelsOf } from '../feed/channel.js';
import { formatEventId, type EventId } from '../log/event-id.js';
import type { LessonCompletion } from '../log/lesson-completion.js';
import { presentEvent } from '../realtime.presenter.js';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    realtimePublish(key: string, ...events: (string | number)[]): Result<number, Context>;
  }
}

/** Holds the id of the last event published. */
const LAST_PUBLISHED = 'realtime:published';

/** Publishes events on Redis pub/sub, channel `analytics:CHANNEL`, body `{event,channel,data}`. */
export class RedisPublisher {
  /** Why there is no connection, as far as the client has told; null while there is one. */
  fault: unknown = null;
  /** Settles with the first attempt to connect. */
  private readonly attempted: Promise<void>;

  constructor(private readonly client: RedisClient) {
    // Without a listener a lost connection would end the process.
    client.on('error', (error: unknown) => void (this.fault = error));
    client.on('ready', () => void (this.fault = null));
    this.attempted = new Promise((resolve) => {
      if (client.status === 'ready') resolve();
      for (const event of ['ready', 'error', 'close']) client.once(event, () => resolve());
    });
    const lua = readFileSync(new URL('publish.lua', import.meta.url), 'utf8');
    client.defineCommand('realtimePublish', { numberOfKeys: 1, lua });
  }

  /** Where nothing was ever published, what came before `id` is not going to be. */
  async begin(id: EventId): Promise<void> {
    await this.attempted;
    await this.client.setnx(LAST_PUBLISHED, formatEventId(id));
  }

  /**
   * Publishes, in order, those that nobody has published yet. It may be repeated when no answer came.
   * @returns how many those were
   */
  async publish(events: readonly LessonCompletion[]): Promise<number> {
    return await this.client.realtimePublish(LAST_PUBLISHED, ...events.flatMap(toArguments));
  }

  async close(): Promise<void> {
    this.client.disconnect();
  }
}

function toArguments(event: LessonCompletion): (string | number)[] {
  const messages = channelsOf(event).flatMap((channel) => [
    `analytics:${channel}`,
    JSON.stringify({ ...bodyOf(event, channel) }),
  ]);
  return [event.id.time, event.id.index, ...messages];
}

function bodyOf(told: LessonCompletion, channel: string) {
  const { event, data } = presentEvent(told, channel);
  return { event, channel, data };
}
