import type { OpenAPIObject } from '@nestjs/swagger';
import { readFile, writeFile } from 'node:fs/promises';
import { startTestApp, type TestApp } from '../support/app.js';
import { generateSchema } from '../support/client/generate.js';
import { apiClient, dataOf, type ApiClient, type Schemas } from '../support/client/index.js';
import { eventually } from '../support/eventually.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';

const SCHEMA = new URL('../support/client/schema.d.ts', import.meta.url);

describe('the client that is generated from the document', () => {
  let app: TestApp;
  let author: Person;
  let api: ApiClient;

  beforeAll(async () => {
    app = await startTestApp('generated-client');
    author = await createInstructor(app);
    api = apiClient(app.url, author);
  });
  afterAll(() => app?.stop());

  const register = async (email: string) => {
    const body = { email, password: 'correct horse battery staple', display_name: 'Ada' };
    return dataOf(await apiClient(app.url).POST('/auth/register', { body }));
  };

  async function openCourse(titles: readonly string[]): Promise<{ id: string; lessons: string[] }> {
    const course = dataOf(await api.POST('/courses', { body: { title: 'Analytical engines' } }));
    const path = { id: course.id };
    const section = dataOf(
      await api.POST('/courses/{id}/sections', { params: { path }, body: { title: 's' } }),
    );
    const lessons: string[] = [];
    for (const title of titles) {
      const lesson = await api.POST('/courses/{id}/sections/{sid}/lessons', {
        params: { path: { ...path, sid: section.id } },
        body: { title },
      });
      lessons.push(dataOf(lesson).id);
    }
    dataOf(await api.POST('/courses/{id}/publish', { params: { path } }));
    return { id: course.id, lessons };
  }

  it('is what the document says today', async () => {
    const document = (await app.client.get<OpenAPIObject>('/openapi.json')).body;
    const schema = await generateSchema(document);
    if (process.env['GENERATE_CLIENT'] === 'true') await writeFile(SCHEMA, schema);
    expect(await readFile(SCHEMA, 'utf8')).toBe(schema);
  });

  it('registers, signs in, refreshes and is told who it is', async () => {
    const { user, token_type } = await register('ada@example.org');
    expect([user.role, token_type]).toEqual(['student', 'Bearer']);
    const body = { email: 'ada@example.org', password: 'correct horse battery staple' };
    const signedIn = dataOf(await apiClient(app.url).POST('/auth/login', { body }));
    const me = dataOf(await apiClient(app.url, signedIn).GET('/auth/me'));
    expect(me.id).toBe(user.id);
    const { refresh_token } = signedIn;
    const renewed = await apiClient(app.url).POST('/auth/refresh', { body: { refresh_token } });
    expect(dataOf(renewed).user.id).toBe(user.id);
  });

  it('is told of errors as problems', async () => {
    const { error, response } = await apiClient(app.url).GET('/auth/me');
    expect(response.status).toBe(401);
    const problem: Schemas['Problem'] | undefined = error;
    expect(problem).toMatchObject({ status: 401, type: 'urn:tiercel:problem:unauthenticated' });
  });

  it('writes courses, and lists them by filters', async () => {
    const { id } = await openCourse(['a']);
    const patched = await api.PATCH('/courses/{id}', {
      params: { path: { id } },
      body: { tags: ['typed'], level: 'beginner' },
    });
    expect(dataOf(patched).version).toBeGreaterThan(1);
    const listed = await apiClient(app.url).GET('/courses', {
      params: { query: { tags: ['typed'], sort_by: 'recent', facets: 'true' } },
    });
    const page = dataOf(listed);
    expect(page.items.map((course) => course.id)).toEqual([id]);
    expect(page.facets?.level).toEqual([{ value: 'beginner', count: 1 }]);
  });

  it('enrols, learns, reports what was done offline, and sees it everywhere', async () => {
    const learner = apiClient(app.url, await register('lovelace@example.org'));
    const { id, lessons } = await openCourse(['a', 'b']);
    const [first = '', second = ''] = lessons;
    const enrolled = await learner.PUT('/courses/{id}/enrollment', { params: { path: { id } } });
    expect(dataOf(enrolled).status).toBe('active');
    const done = await learner.PUT('/courses/{id}/lessons/{lid}/completion', {
      params: { path: { id, lid: first } },
    });
    expect(dataOf(done).progress_percent).toBe(50);
    const batch = await learner.POST('/progress/batch', {
      body: {
        items: [
          {
            type: 'completion',
            event_id: 'offline-1',
            course_id: id,
            lesson_id: second,
            at: new Date().toISOString(),
          },
        ],
      },
    });
    expect(dataOf(batch).results.map(({ status }) => status)).toEqual(['applied']);
    const progress = await learner.GET('/users/{user}/progress/{course_id}', {
      params: { path: { user: 'me', course_id: id } },
    });
    const { completed_at, resume }: Schemas['Progress'] = dataOf(progress);
    expect([typeof completed_at, resume]).toEqual(['string', null]);
    const dashboard = await learner.GET('/users/{user}/dashboard', { params: { path: { user: 'me' } } });
    expect(dataOf(dashboard).totals.completed).toBe(1);
    const exported = await api.GET('/courses/{id}/export', { params: { path: { id } }, parseAs: 'text' });
    expect(dataOf(exported)).toContain(`"course_id":"${id}"`);
    await eventually('the analytics have it', async () => {
      const analytics = await api.GET('/analytics/courses/{id}', { params: { path: { id } } });
      return dataOf(analytics).enrollments.completed === 1;
    });
  });

  it('reads statements and the cache’s figures as an admin', async () => {
    const admin = apiClient(app.url, await createAdmin(app));
    const { user, ...tokens } = await register('babbage@example.org');
    const { id, lessons } = await openCourse(['a']);
    const learner = apiClient(app.url, tokens);
    dataOf(await learner.PUT('/courses/{id}/enrollment', { params: { path: { id } } }));
    const path = { id, lid: lessons[0] ?? '' };
    dataOf(await learner.PUT('/courses/{id}/lessons/{lid}/completion', { params: { path } }));
    const { statements } = dataOf(await admin.GET('/xapi/statements', { params: { query: { limit: 1 } } }));
    expect(statements.map(({ actor }) => actor.account.name)).toEqual([user.id]);
    const stats = dataOf(await admin.GET('/cache/stats'));
    expect(stats.tiers.l1).toBe('on');
  });
});
