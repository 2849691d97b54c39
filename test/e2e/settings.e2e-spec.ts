import type { DashboardBody } from '../../src/progress/index.js';
import { USER, type User } from '../../src/users/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { rememberCompletion } from '../support/learning.js';
import { createStudent, type Person } from '../support/people.js';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const SETTINGS = '/me/settings';

let app: TestApp;
let other: Instance;
let student: Person;

beforeAll(async () => {
  app = await startTestApp('settings');
  other = await app.startInstance();
});
beforeEach(async () => {
  student = await createStudent(app);
});
afterAll(() => app?.stop());

const read = async (person = student) => (await person.client.get(SETTINGS)).body;
const change = (body: unknown, person = student) => person.client.patch(SETTINGS, body);
const dashboardOn = (on: Instance, headers: Record<string, string> = {}) =>
  on.client.as(student).get<DashboardBody>('/users/me/dashboard', headers);

describe('settings', () => {
  it('begin with UTC', async () => {
    expect(await read()).toEqual({ timezone: 'UTC' });
  });

  it('are changed for oneself alone, and the zone has one spelling', async () => {
    const neighbour = await createStudent(app);
    const answer = await change({ timezone: 'europe/berlin' });
    expect([answer.status, answer.body]).toEqual([200, { timezone: 'Europe/Berlin' }]);
    expect(answer.headers.get('x-consistency-token')).toBeTruthy();
    expect(await read()).toEqual({ timezone: 'Europe/Berlin' });
    expect(await read(neighbour)).toEqual({ timezone: 'UTC' });
  });

  it.each([
    {},
    { timezone: '' },
    { timezone: 'Europe/Atlantis' },
    { timezone: '+02:00' },
    { timezone: 2 },
    { timezone: null },
    { timezone: 'Europe/Berlin', role: 'admin' },
  ])('refuse %j', async (body) => {
    const answer = await change(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await read()).toEqual({ timezone: 'UTC' });
  });

  it('are for the signed in', async () => {
    expect((await app.client.get(SETTINGS)).status).toBe(401);
    expect((await app.client.patch(SETTINGS, { timezone: 'UTC' })).status).toBe(401);
  });

  it('that are the same as before are not written', async () => {
    const find = () => app.connection.model<User>(USER).findById(student.id).lean();
    const before = await find();
    expect((await change({ timezone: 'UTC' })).status).toBe(200);
    expect(await find()).toEqual(before);
  });
});

describe('a time zone', () => {
  beforeEach(async () => {
    // An hour apart, on both sides of a midnight in UTC: two days there, one morning in Tokyo.
    const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
    for (const at of [midnight - HALF_HOUR_MS, midnight + HALF_HOUR_MS])
      await rememberCompletion(app, student, new Date(at));
  });

  const longestOf = ({ body }: { body: DashboardBody }) => body.streak.longest_days;
  const daysOf = ({ body }: { body: DashboardBody }) =>
    body.last_7_days.map(({ completions }) => completions).filter((completions) => completions > 0);

  it('decides which days count as a streak', async () => {
    const utc = await dashboardOn(app);
    expect([longestOf(utc), daysOf(utc)]).toEqual([2, [1, 1]]);
    await change({ timezone: 'Asia/Tokyo' });
    const tokyo = await dashboardOn(app);
    expect([longestOf(tokyo), daysOf(tokyo)]).toEqual([1, [2]]);
  });

  it('is followed at once by the dashboard that another instance holds', async () => {
    await dashboardOn(other);
    await eventually('the other instance holds it', async () =>
      ((await dashboardOn(other)).headers.get('cache-status') ?? '').includes('hit; detail=l1'),
    );
    const changed = await change({ timezone: 'Asia/Tokyo' });
    const token = changed.headers.get('x-consistency-token') ?? '';
    expect(longestOf(await dashboardOn(other, { 'x-consistency-token': token }))).toBe(1);
    await change({ timezone: 'UTC' });
    await eventually('without a token too', async () => longestOf(await dashboardOn(other)) === 2);
  });
});
