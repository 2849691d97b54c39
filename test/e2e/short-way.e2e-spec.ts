import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Types } from 'mongoose';
import { ShortWay } from '../../src/cache/index.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createDraft, createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';
import type { TestResponse } from '../support/test-client.js';

/** What may differ between two answers to the same request. */
const TOKEN = 'x-consistency-token';
const OWN_TO_EACH = ['date', 'x-request-id', TOKEN, 'connection', 'keep-alive'];

let short: TestApp;
let long: Instance;
let answers: ReturnType<typeof jest.spyOn>;
let course: BuiltCourse;
let draftId: string;
let people: Record<'author' | 'teacher' | 'admin' | 'learner' | 'stranger', Person>;

/** The token of the last write before the specs. */
let begunWith: string;

const wasShort = (): boolean => answers.mock.results.at(-1)?.value !== undefined;

function comparable({ status, headers, text }: TestResponse<unknown>) {
  const isComputed = text.includes('"computed_at"');
  const shown = [...headers].filter(([name]) => !OWN_TO_EACH.includes(name));
  const tidied = shown.map(([name, value]) => {
    // Which tier, how long, and how late is each instance's own business, and so is when it computed.
    if (name === 'cache-status') return [name, value.replace(/l[12]|; ttl=\d+|; stale|fwd=miss.*/g, '')];
    return [name, name === 'etag' && isComputed ? value.replace(/[^"]/g, '') : value];
  });
  const body = text.replace(/"(computed_at|instance)":"[^"]+"/g, '');
  return { status, headers: Object.fromEntries(tidied) as Record<string, string>, body };
}

/** The same request to both instances, each with its entry in memory, and no entry that is older than what the specs began with. */
async function askBoth(
  path: string,
  who: Person | null,
  headers: Record<string, string> = {},
  [byPipeline, byShortWay]: readonly [Instance, Instance] = [long, short],
) {
  const as = ({ client }: Instance) => (who ? client.as(who) : client);
  await as(byPipeline).get(path, { [TOKEN]: begunWith, ...headers });
  const piped = comparable(await as(byPipeline).get(path, headers));
  await as(byShortWay).get(path, { [TOKEN]: begunWith, ...headers });
  const direct = comparable(await as(byShortWay).get(path, headers));
  return { piped, direct };
}

beforeAll(async () => {
  short = await startTestApp('short_way', {});
  if (process.env['TEST_WAY'] === 'long') return;
  long = await short.startInstance({}, { shortWay: false });
  answers = jest.spyOn(short.app.get(ShortWay, { strict: false }), 'answer');
  const [author, teacher, admin, learner, stranger] = await Promise.all([
    createInstructor(short),
    createInstructor(short),
    createAdmin(short),
    createStudent(short),
    createStudent(short),
  ]);
  people = { author, teacher, admin, learner, stranger };
  course = await createOpenCourse(author, [['one', 'two']]);
  draftId = (await createDraft(author)).id;
  await Learning.begin(learner, course);
  // Its count is folded later, and outdates nothing: an instance that had asked before would show another one.
  await eventually('the enrolment is counted', async () => {
    const found = await short.connection
      .collection('courses')
      .findOne({ _id: new Types.ObjectId(course.id) });
    return (found?.['stats'] as { enrollments?: number } | undefined)?.enrollments === 1;
  });
  const last = await learner.client.patch('/me/settings', { timezone: 'UTC' });
  begunWith = last.headers.get(TOKEN) ?? '';
});
afterAll(() => short?.stop());
beforeEach(() => void answers?.mockClear());

const together = process.env['TEST_WAY'] === 'long' ? describe.skip : describe;
if (process.env['TEST_WAY'] === 'long') process.stdout.write('short way: off in this run, so not compared\n');

together('the short way', () => {
  it('is there for every cached route', () => {
    expect([...short.app.get(ShortWay, { strict: false }).patterns].sort()).toEqual([
      '/analytics/courses/:id',
      '/analytics/platform/overview',
      '/analytics/students/:user/patterns',
      '/courses',
      '/courses/:id',
      '/search',
      '/users/:user/dashboard',
      '/users/:user/progress/:course_id',
    ]);
  });

  const ASKED = [
    ['/courses', 'nobody'],
    ['/courses?page_size=5&sort_by=popular&facets=true', 'nobody'],
    ['/courses?sort_by=popular&page_size=5&facets=true', 'learner'],
    ['/courses/COURSE', 'nobody'],
    ['/courses/COURSE', 'learner'],
    ['/courses/DRAFT', 'author'],
    ['/courses/DRAFT', 'admin'],
    ['/search?q=analytical', 'nobody'],
    ['/users/me/dashboard', 'learner'],
    ['/users/LEARNER/dashboard', 'admin'],
    ['/users/me/progress/COURSE', 'learner'],
    ['/users/LEARNER/progress/COURSE', 'admin'],
    ['/analytics/courses/COURSE', 'author'],
    ['/analytics/students/me/patterns?tz=Europe/Vienna', 'learner'],
    ['/analytics/platform/overview', 'admin'],
  ] as const;
  const pathOf = (pattern: string): string =>
    pattern.replace('COURSE', course.id).replace('DRAFT', draftId).replace('LEARNER', people.learner.id);

  it.each(ASKED)('answers %s of %s as the pipeline does', async (pattern, who) => {
    const { piped, direct } = await askBoth(pathOf(pattern), who === 'nobody' ? null : people[who]);
    expect(direct).toEqual(piped);
    expect(direct.status).toBe(200);
    expect(wasShort()).toBe(true);
  });

  const REFUSED = [
    ['/courses?page=0', 'nobody', 400],
    ['/courses?unknown=1', 'nobody', 400],
    ['/courses/COURSE?unknown=1', 'nobody', 400],
    ['/courses/no-id', 'nobody', 400],
    ['/courses/0123456789abcdef01234567', 'nobody', 404],
    ['/courses/DRAFT', 'nobody', 404],
    ['/courses/DRAFT', 'teacher', 404],
    ['/users/me/dashboard', 'nobody', 401],
    ['/users/LEARNER/dashboard', 'stranger', 403],
    ['/users/LEARNER/progress/COURSE', 'stranger', 403],
    ['/users/LEARNER/progress/COURSE', 'teacher', 403],
    ['/analytics/courses/COURSE', 'teacher', 403],
    ['/analytics/courses/COURSE', 'learner', 403],
    ['/analytics/platform/overview', 'author', 403],
  ] as const;

  it.each(REFUSED)('refuses %s of %s with %d as the pipeline does', async (pattern, who, status) => {
    // Somebody who may see it has it in the memory of both, so that nothing but rights is in the way.
    await askBoth(pathOf(pattern), people.admin);
    const { piped, direct } = await askBoth(pathOf(pattern), who === 'nobody' ? null : people[who]);
    expect(direct).toEqual(piped);
    expect(direct.status).toBe(status);
  });

  it.each([
    ['a broken consistency token', { 'x-consistency-token': 'x' }],
    ['no good access token', { authorization: 'Bearer x' }],
  ])('refuses %s as the pipeline does', async (_, headers) => {
    const { piped, direct } = await askBoth(`/courses/${course.id}`, null, headers);
    expect(direct).toEqual(piped);
    expect(direct.status).toBeGreaterThanOrEqual(400);
  });

  it('refuses a good access token with more behind it, as the pipeline does', async () => {
    const authorization = `Bearer ${people.learner.access_token} ${'x'.repeat(10_000)}`;
    const { piped, direct } = await askBoth(`/courses/${course.id}`, null, { authorization });
    expect(direct).toEqual(piped);
    expect(direct.status).toBe(401);
  });

  it('gives who has seen more than it shows the token of that', async () => {
    const path = `/courses/${course.id}`;
    const timeOf = (token: string) => Buffer.from(token, 'base64url').readBigUInt64BE();
    await short.client.get(path);
    const written = await people.learner.client.patch('/me/settings', { timezone: 'UTC' });
    const seen = written.headers.get(TOKEN)!;
    let told = '';
    await eventually('memory answers', async () => {
      told = (await short.client.get(path, { [TOKEN]: seen })).headers.get(TOKEN)!;
      return wasShort();
    });
    expect(timeOf(told)).toBeGreaterThanOrEqual(timeOf(seen));
  });

  it('says 304 to who has the bytes already, as the pipeline does', async () => {
    const path = `/courses/${course.id}`;
    const etag = (await short.client.get(path)).headers.get('etag') ?? '';
    const { piped, direct } = await askBoth(path, null, { 'if-none-match': etag });
    expect(direct).toEqual(piped);
    expect([direct.status, direct.body, wasShort()]).toEqual([304, '', true]);
  });

  it.each([
    ['*', 'https://learn.example'],
    ['https://learn.example', 'https://learn.example'],
    ['https://learn.example', 'https://other.example'],
    ['https://learn.example', undefined],
  ])('tells pages of other origins what the pipeline does: %s allowed, %s asks', async (allowed, origin) => {
    const pair = [
      await short.startInstance({ CORS_ORIGINS: allowed }, { shortWay: false }),
      await short.startInstance({ CORS_ORIGINS: allowed }),
    ] as const;
    const way = jest.spyOn(pair[1].app.get(ShortWay, { strict: false }), 'answer');
    const headers = origin === undefined ? {} : { origin };
    const { piped, direct } = await askBoth(`/courses/${course.id}`, null, headers, pair);
    expect(direct).toEqual(piped);
    expect(direct.headers['access-control-expose-headers']).toContain('ETag');
    expect(way.mock.results.at(-1)?.value).toBeDefined();
  });

  it('knows clients behind a trusted proxy by what it says', async () => {
    const behind = await short.startInstance({
      ...{ TRUST_PROXY: '1', RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_MAX: '5' },
    });
    const way = jest.spyOn(behind.app.get(ShortWay, { strict: false }), 'answer');
    const ask = async (address: string): Promise<number> => {
      const headers = { 'x-forwarded-for': `198.51.100.7, ${address}` };
      return (await behind.client.get(`/courses/${course.id}`, headers)).status;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push(await ask('203.0.113.1'));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await ask('203.0.113.2')).toBe(200);
    expect(way.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(2);
  });

  it('leaves a person’s own drafts and HEAD to the pipeline', async () => {
    await askBoth('/courses?status=draft', people.author);
    expect(wasShort()).toBe(false);
    const head = await short.client.send('HEAD', `/courses/${course.id}`);
    expect([head.status, head.text, wasShort()]).toEqual([200, '', false]);
  });

  it('forgets a sign-in that was ended elsewhere', async () => {
    const person = await createStudent(short);
    await eventually('it is remembered', async () => {
      expect((await person.client.get('/users/me/dashboard')).status).toBe(200);
      return wasShort();
    });
    const disabled = await long.client.as(people.admin).patch(`/users/${person.id}`, { disabled: true });
    expect(disabled.status).toBe(200);
    await eventually('nobody is let in any more', async () => {
      const { status } = await person.client.get('/users/me/dashboard');
      return status === 401;
    });
    expect(wasShort()).toBe(false);
  });

  it('counts every request once towards the limit', async () => {
    const limited = await short.startInstance({ RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_MAX: '20' });
    const ways = jest.spyOn(limited.app.get(ShortWay, { strict: false }), 'answer');
    const statuses: number[] = [];
    const ask = async (id: string) => statuses.push((await limited.client.get(`/courses/${id}`)).status);
    for (let n = 0; n < 12; n += 1) await ask(course.id);
    // What memory cannot answer was counted on the short way, and goes on through the pipeline.
    for (let n = 0; n < 9; n += 1) await ask(`0123456789abcdef0123450${n}`);
    expect(statuses.filter((status) => status !== 429)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    expect(ways.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(8);
  });
});
