import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { EmbeddedRedis } from '../../src/embedded/embedded-redis.js';
import type { LessonCompletion } from '../../src/realtime/log/lesson-completion.js';
import { RedisPublisher } from '../../src/realtime/relay/redis-publisher.js';
import { eventually } from '../support/eventually.js';
import { startRedisForSuite } from '../support/servers.js';

let redis: EmbeddedRedis;
let client: Redis;
let subscriber: Redis;
const heard: string[] = [];

beforeAll(async () => {
  redis = await startRedisForSuite();
  client = new Redis(redis.uri);
  subscriber = new Redis(redis.uri);
  subscriber.on('pmessage', (_pattern, channel) => heard.push(channel));
  await subscriber.psubscribe('analytics:*');
});
afterAll(async () => {
  client.disconnect();
  subscriber.disconnect();
  await redis.stop();
});

const eventAt = (time: number): LessonCompletion => ({
  id: { time, index: 1 },
  courseId: `course-${time}`,
  userId: 'user',
  lessonId: 'lesson',
  progressPercent: 50,
  completedAt: '',
});

it('what Redis cannot remember as published is not published until it can, and then once', async () => {
  const publisher = new RedisPublisher(client);
  expect(await publisher.publish([eventAt(1)])).toBe(1);
  await client.config('SET', 'maxmemory', '1');
  for (let attempt = 0; attempt < 3; attempt += 1)
    await expect(publisher.publish([eventAt(2), eventAt(3)])).rejects.toThrow('OOM');
  await client.config('SET', 'maxmemory', '0');
  expect(await publisher.publish([eventAt(2), eventAt(3)])).toBe(2);
  await eventually('the last was heard', () => heard.includes('analytics:course-3'));
  expect(heard.filter((channel) => channel !== 'analytics:platform')).toEqual(
    [1, 2, 3].map((time) => `analytics:course-${time}`),
  );
});
