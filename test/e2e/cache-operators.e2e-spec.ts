import { Redis } from 'ioredis';
import { startTestApp, type TestApp } from '../support/app.js';
import { createAdmin, type Person } from '../support/people.js';

describe('what operators drop', () => {
  let app: TestApp;
  let redis: Redis;
  let admin: Person;

  beforeAll(async () => {
    app = await startTestApp('cache-operators');
    redis = new Redis(app.redis.uri);
    admin = await createAdmin(app);
  });
  afterAll(async () => {
    redis?.disconnect();
    await app?.stop();
  });

  it('is nothing that is no entry, whosever it is', async () => {
    const key = 'otherapp:invoice:1';
    await redis.set(key, 'x');
    const { status, text } = await admin.client.delete(`/cache/entries/${key}`);
    expect([status, await redis.get(key)]).toEqual([404, 'x']);
    expect(text).toContain(key);
  });
});
