import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '../../src/common/http/problem.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse } from '../support/courses.js';
import { createAdmin, type Person } from '../support/people.js';

const ONE_LINE = 'expected no control characters';
const SEVERAL_LINES = 'expected no control characters but tabs and line breaks';

let test: TestApp;
let admin: Person;
let course: string;
let lessons: string;

beforeAll(async () => {
  test = await startTestApp('written_text');
  admin = await createAdmin(test);
  const { id, sections } = await createOpenCourse(admin, [['Only']]);
  course = `/courses/${id}`;
  lessons = `${course}/sections/${sections[0]}/lessons`;
});
afterAll(() => test.stop());

async function refusals(answer: Promise<{ status: number; body: Problem }>): Promise<Problem['errors']> {
  const { status, body } = await answer;
  expect(status).toBe(400);
  return body.errors;
}

describe('control characters', () => {
  it.each(['a\u0000b', 'a\nb', 'a\tb', 'a\u001bb', 'a\u007fb', 'a\u0085b'])(
    'are refused in what is shown on one line: %j',
    async (text) => {
      const { client } = admin;
      expect(
        await refusals(client.post('/courses', { title: text, category: text, tags: ['a', text] })),
      ).toEqual([
        { path: 'title', message: ONE_LINE },
        { path: 'category', message: ONE_LINE },
        { path: 'tags.1', message: ONE_LINE },
      ]);
      const title = [{ path: 'title', message: ONE_LINE }];
      expect(await refusals(client.patch(course, { title: text }))).toEqual(title);
      expect(await refusals(client.post(`${course}/sections`, { title: text }))).toEqual(title);
      expect(await refusals(client.post(lessons, { title: text }))).toEqual(title);
    },
  );

  it.each(['a\u0000b', 'a\u000cb', 'a\u007fb'])('are refused in longer texts: %j', async (text) => {
    const { client } = admin;
    expect(await refusals(client.patch(course, { summary: text, description: text }))).toEqual([
      { path: 'summary', message: SEVERAL_LINES },
      { path: 'description', message: SEVERAL_LINES },
    ]);
    expect(await refusals(client.post(lessons, { title: 'a', content: text }))).toEqual([
      { path: 'content', message: SEVERAL_LINES },
    ]);
    expect(await refusals(client.put(`${course}/reviews/me`, { rating: 5, comment: text }))).toEqual([
      { path: 'comment', message: SEVERAL_LINES },
    ]);
  });

  it('that part lines and columns stay in longer texts', async () => {
    const text = 'one\r\n\ttwo\nthree';
    const { status, body } = await admin.client.patch(course, { summary: text, description: text });
    expect([status, body]).toEqual([200, expect.objectContaining({ summary: text, description: text })]);
  });
});

describe('a lesson as long as a lesson may be', () => {
  const content = '日'.repeat(200_000);

  it('fits into a body as it is', async () => {
    expect((await admin.client.post(lessons, { title: 'Long', content })).status).toBe(201);
  });

  it('does not fit where each character is escaped, and the client is told why', async () => {
    const escaped = JSON.stringify({ title: 'Long', content }).replaceAll('日', '\\u65e5');
    const { status, body } = await admin.client.post<Problem>(lessons, escaped);
    expect([status, body.detail]).toEqual([
      413,
      'A body may have at most 1048576 bytes; text takes fewest as UTF-8, unescaped.',
    ]);
  });
});
