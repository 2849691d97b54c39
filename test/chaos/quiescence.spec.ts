import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Population } from './population.js';
import { compareWithDatabase, settle } from './quiescence.js';

const admin = { id: 'admin', authorization: 'Bearer admin' };
const POPULATION: Population = {
  ...{ group: 'g', admin, author: admin, learners: [], newcomers: [], slots: [], courseIds: ['1'] },
};

describe('what the chaos asks at rest', () => {
  const servers: Server[] = [];

  /** An instance that answers everything with one text. */
  async function instance(number: number, body: unknown, cacheStatus = 'tiercel; hit; detail=l1') {
    const server = createServer((_, response) => {
      response.setHeader('cache-status', cacheStatus).end(JSON.stringify(body));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { number, url: `http://127.0.0.1:${port}`, stop: () => Promise.resolve() };
  }

  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function compare(served: unknown, inRedis: unknown, inMongo: unknown) {
    const first = await instance(0, served);
    const truth = await instance(90, inMongo, '');
    const fresh = await instance(91, inRedis, 'tiercel; hit; detail=l2');
    return compareWithDatabase(
      {
        instances: [first],
        startInstance: (_, overrides) => Promise.resolve(overrides ? truth : fresh),
      },
      POPULATION,
    );
  }

  it('says which tiers it compared', async () => {
    const now = { version: 2 };
    expect(await compare(now, now, now)).toEqual({ violations: [], compared: { l1: 2, l2: 2 } });
  });

  it('finds an entry of either tier that differs from MongoDB', async () => {
    const [now, before] = [{ version: 2 }, { version: 1 }];
    const inMemory = await compare(before, now, now);
    expect(inMemory.violations.map(({ rule, text }) => `${rule} ${text.slice(0, 10)}`)).toEqual([
      'quiescence instance 0',
      'quiescence instance 0',
    ]);
    const inRedis = await compare(now, before, now);
    expect(inRedis.violations.map(({ text }) => text.slice(0, 11))).toEqual(['instance 91', 'instance 91']);
  });

  it('leaves out what the promise excepts', async () => {
    const { violations } = await compare(
      { version: 1, stats: { enrollments: 1 } },
      { version: 1, stats: { enrollments: 2 } },
      { version: 1, stats: { enrollments: 3 } },
    );
    expect(violations).toEqual([]);
  });

  it('finds an instance that does not come back', async () => {
    const well = await instance(0, { mode: 'on', tiers: { l2: 'connected' } });
    const behind = await instance(1, { mode: 'proved-loads', tiers: { l2: 'connected' } });
    const alone = await instance(2, { mode: 'on', tiers: { l2: 'disconnected' } });
    expect(await settle({ instances: [well] }, admin, 1_000)).toBe(true);
    expect(await settle({ instances: [well, behind] }, admin, 300)).toBe(false);
    expect(await settle({ instances: [alone] }, admin, 300)).toBe(false);
  });
});
