import type { Problem } from '../../src/common/http/problem.js';
import { startTestApp, type TestApp } from '../support/app.js';
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
