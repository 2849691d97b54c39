import type { Problem } from '../../src/common/http/problem.js';
import type { Page } from '../../src/common/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createDraft } from '../support/courses.js';
import { createAdmin, type Person } from '../support/people.js';

const ID = '0'.repeat(24);

let app: TestApp;
let admin: Person;

beforeAll(async () => {
  app = await startTestApp('parameters');
  admin = await createAdmin(app);
});
afterAll(() => app?.stop());

describe('query parameters that do not exist', () => {
  it.each([
    ['GET', '/courses'],
    ['GET', `/courses/${ID}`],
    ['GET', '/users'],
    ['GET', '/users/me/dashboard'],
    ['GET', `/users/me/progress/${ID}`],
    ['GET', '/analytics/students/me/patterns'],
    ['GET', '/analytics/platform/overview'],
    ['GET', '/search'],
    ['GET', '/auth/me'],
    ['PUT', `/courses/${ID}/lessons/${ID}/completion`],
    ['DELETE', `/courses/${ID}/enrollment`],
  ])('are refused by %s %s', async (method, path) => {
    const query = path === '/search' ? '?q=a&colour=red' : '?colour=red';
    const { status, body } = await admin.client.send<Problem>(method, path + query);
    expect(status).toBe(400);
    expect(JSON.stringify(body.errors)).toContain('colour');
  });

  it('are named each, and nothing is repeated of their values', async () => {
    const { body } = await admin.client.get<Problem>('/users/me/dashboard?a=secret&b=2');
    expect(body.errors?.map(({ path }) => path)).toEqual(['a', 'b']);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});

describe('bodies that nobody reads', () => {
  /** With what is answered where the body is in order. */
  const PATHS = [
    ['PUT', `/courses/${ID}/enrollment`, 404],
    ['PUT', `/courses/${ID}/lessons/${ID}/completion`, 404],
    ['POST', `/courses/${ID}/publish`, 404],
    ['POST', '/cache/warm', 200],
    ['DELETE', `/courses/${ID}/enrollment`, 404],
  ] as const;

  it.each(PATHS)('are refused by %s %s', async (method, path) => {
    const { status, body } = await admin.client.send<Problem>(method, path, { at: '2020-01-01T00:00:00Z' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ detail: 'The route takes no body.', errors: [{ path: 'at' }] });
    expect((await admin.client.send(method, path, ['at'])).status).toBe(400);
  });

  it.each(PATHS)('may be empty for %s %s', async (method, path, status) => {
    expect((await admin.client.send(method, path, {})).status).toBe(status);
  });
});

describe('what does not fit', () => {
  it.each([
    [`/courses/${ID}/lessons/zz`, [{ path: 'lid', message: 'expected 24 hexadecimal characters' }]],
    [
      '/users?colour=red&shape=round',
      ['colour', 'shape'].map((path) => ({ path, message: 'there is no such member' })),
    ],
    ['/courses?tags=', [{ path: 'tags.0', message: 'Too small: expected string to have >=1 characters' }]],
    ['/analytics/students/me/patterns?tz=%2B02:00', [{ path: 'tz', message: 'expected an IANA time zone' }]],
  ])('is named by %s, once', async (path, errors) => {
    const { status, body } = await admin.client.get<Problem>(path);
    expect([status, body.errors]).toEqual([400, errors]);
  });
});

describe('a number of a query', () => {
  it.each([
    ['page=0x2', 'page'],
    ['page=1e1', 'page'],
    ['page_size=', 'page_size'],
    ['page_size=%2012', 'page_size'],
    ['limit=', 'limit'],
    ['limit=-0', 'limit'],
  ])('is digits: %s is refused', async (query, path) => {
    const route = path === 'limit' ? '/xapi/statements' : '/courses';
    const { status, body } = await admin.client.get<Problem>(`${route}?${query}`);
    expect([status, body.errors]).toEqual([400, [{ path, message: 'expected a whole number' }]]);
  });
});

describe('a page past the end', () => {
  it.each(['/courses', '/courses?status=draft', '/search?q=engines', '/users', '/me/enrollments', 'reviews'])(
    'of %s is empty, however far',
    async (list) => {
      const path = list === 'reviews' ? `/courses/${(await createDraft(admin)).id}/reviews` : list;
      for (const page of [10_001, Number.MAX_SAFE_INTEGER]) {
        const query = `${path.includes('?') ? '&' : '?'}page=${page}&page_size=100`;
        const { status, body } = await admin.client.get<Page<unknown>>(path + query);
        expect([status, body.items, body.page]).toEqual([200, [], page]);
      }
    },
  );
});
