import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Population } from './population.js';
import { compareWithDatabase, settle } from './quiescence.js';

const admin = { id: 'admin', authorization: 'Bearer admin' };
const POPULATION: Population = {
  ...{ group: 'g', admin, author: admin, courseId: '2', completions: 0 },
  ...{ learners: [], newcomers: [], slots: [], courseIds: ['1'] },
};
/** So many completions, as enrolments count them, and as the fold does. */
const counts = (taught: number, folded = taught) => ({
  funnel: [{ completed: taught }],
  daily: [{ completions: folded }],
});
const WELL = { version: 2, ...counts(3) };

describe('what the chaos asks at rest', () => {
  const servers: Server[] = [];

  /** An instance that answers everything with one text, but for the first answers, which it labels stale. */
  async function instance(
    number: number,
    body: unknown,
    cacheStatus = 'tiercel; hit; detail=l1',
    first: readonly unknown[] = [],
  ) {
    const before = [...first];
    const server = createServer((_, response) => {
      const label = before.length > 0 ? '; stale' : '';
      response.setHeader('cache-status', cacheStatus + label).end(JSON.stringify(before.shift() ?? body));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { number, url: `http://127.0.0.1:${port}`, stop: () => Promise.resolve() };
  }

  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function compare(
    served: unknown,
    inRedis: unknown,
    inMongo: unknown,
    { unfolded = 0, labelled = [] }: { unfolded?: number; labelled?: readonly unknown[] } = {},
  ) {
    const first = await instance(0, served, undefined, labelled);
    const truth = await instance(90, inMongo, '');
    const fresh = await instance(91, inRedis, 'tiercel; hit; detail=l2');
    return compareWithDatabase(
      {
        instances: [first],
        countUnfolded: () => Promise.resolve(unfolded),
        startInstance: (_, overrides) => Promise.resolve(overrides ? truth : fresh),
      },
      POPULATION,
      100,
    );
  }

  it('says which tiers it compared', async () => {
    expect(await compare(WELL, WELL, WELL)).toEqual({ violations: [], compared: { l1: 3, l2: 3 } });
  });

  it('finds an entry of either tier that differs from MongoDB', async () => {
    const [now, before] = [WELL, { ...WELL, version: 1 }];
    const inMemory = await compare(before, now, now);
    expect(inMemory.violations.map(({ rule, text }) => `${rule} ${text.slice(0, 10)}`)).toEqual([
      ...Array.from({ length: 3 }, () => 'quiescence instance 0'),
    ]);
    const inRedis = await compare(now, before, now);
    expect(inRedis.violations.map(({ text }) => text.slice(0, 11))).toEqual(
      Array.from({ length: 3 }, () => 'instance 91'),
    );
  });

  it('finds a completion that was counted twice, or never, or is not counted yet', async () => {
    for (const folded of [2, 4]) {
      const now = { ...WELL, ...counts(3, folded) };
      expect((await compare(now, now, now)).violations).toEqual([
        { rule: 'quiescence', text: `enrolments count 3 completions, the fold ${folded}` },
      ]);
    }
    expect((await compare(WELL, WELL, WELL, { unfolded: 1 })).violations).toEqual([
      { rule: 'quiescence', text: 'the fold did not catch up' },
    ]);
  });

  it('leaves out what the promise excepts', async () => {
    const { violations } = await compare(
      { ...WELL, stats: { enrollments: 1 } },
      { ...WELL, stats: { enrollments: 2 } },
      { ...WELL, stats: { enrollments: 3 } },
    );
    expect(violations).toEqual([]);
  });

  it('asks again where an answer is labelled', async () => {
    const { violations } = await compare(WELL, WELL, WELL, { labelled: [{ ...WELL, version: 1 }] });
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
