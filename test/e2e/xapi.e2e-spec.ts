import xapiValidation from '@learninglocker/xapi-validation';
import type { Problem } from '../../src/common/http/problem.js';
import { COMPLETION, type Completion } from '../../src/progress/index.js';
import type { Statement, StatementResult } from '../../src/xapi/dto/statements.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, type BuiltCourse } from '../support/courses.js';
import { Learning } from '../support/learning.js';
import { createAdmin, createInstructor, createStudent, type Person } from '../support/people.js';

const HOME = 'https://learn.example.org';
const { default: findFaults } = xapiValidation;

let app: TestApp;
let admin: Person;
let learner: Person;
let course: BuiltCourse;
let learning: Learning;

beforeAll(async () => {
  app = await startTestApp('xapi', { PUBLIC_URL: `${HOME}/` });
  admin = await createAdmin(app);
  const author = await createInstructor(app);
  course = await createOpenCourse(author, [['Nouns', 'Verbs', 'a', 'b', 'c', 'd', 'e']], {
    title: 'Grammatik',
    language: 'de',
  });
});
beforeEach(async () => {
  await app.connection.model(COMPLETION).deleteMany();
  learner = await createStudent(app);
  learning = await Learning.begin(learner, course);
});
afterAll(() => app?.stop());

const list = (query = '') => admin.client.get<StatementResult>(`/xapi/statements${query}`);

/** Follows `more` to its end. */
async function listAll(query: string): Promise<Statement[][]> {
  const pages: Statement[][] = [];
  for (let path = `/xapi/statements${query}`; path !== '';) {
    const { body } = await admin.client.get<StatementResult>(path);
    pages.push(body.statements);
    path = body.more;
  }
  return pages;
}

describe('xAPI statements', () => {
  it('say who completed which lesson of which course, and when, without an address', async () => {
    await learning.complete(0);
    const { status, headers, body, text } = await list();
    expect(status).toBe(200);
    expect(headers.get('x-experience-api-version')).toBe('1.0.3');
    const through = Date.parse(headers.get('x-experience-api-consistent-through') ?? '');
    expect(Date.now() - through).toBeGreaterThan(60_000);
    const [{ completed_at: _, last_accessed_at }] = [await learning.progress()];
    expect(body).toEqual({
      more: '',
      statements: [
        {
          id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
          version: '1.0.0',
          actor: { objectType: 'Agent', account: { homePage: HOME, name: learner.id } },
          verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { en: 'completed' } },
          object: {
            objectType: 'Activity',
            id: `${HOME}/courses/${course.id}/lessons/${course.lessons[0]}`,
            definition: { type: 'http://adlnet.gov/expapi/activities/lesson', name: { de: 'Nouns' } },
          },
          result: { completion: true },
          context: {
            contextActivities: {
              parent: [
                {
                  objectType: 'Activity',
                  id: `${HOME}/courses/${course.id}`,
                  definition: {
                    type: 'http://adlnet.gov/expapi/activities/course',
                    name: { de: 'Grammatik' },
                  },
                },
              ],
            },
          },
          timestamp: last_accessed_at,
          stored: expect.any(String),
        },
      ],
    });
    expect(text).not.toContain('@');
  });

  it('are valid by a library’s schema, which finds faults where there are some', async () => {
    await learning.complete(0);
    await learning.complete(1);
    const { body } = await list();
    expect(body.statements).toHaveLength(2);
    for (const statement of body.statements) {
      expect(findFaults(statement)).toEqual([]);
      expect(findFaults({ ...statement, actor: { objectType: 'Agent' } })).not.toEqual([]);
      expect(findFaults({ ...statement, timestamp: 'yesterday' })).not.toEqual([]);
    }
  });

  it('keep their ids, and are others when a lesson is done again', async () => {
    await learning.complete(0);
    const ids = async () => (await list()).body.statements.map(({ id }) => id);
    const before = await ids();
    expect(await ids()).toEqual(before);
    await learning.uncomplete(0);
    expect(await ids()).toEqual([]);
    await learning.complete(0);
    expect(await ids()).not.toEqual(before);
  });

  it('come in pages that lead on, the last stored first, each once, whatever is stored meanwhile', async () => {
    for (const lesson of [0, 1, 2, 3, 4]) await learning.complete(lesson);
    const whole = (await list()).body.statements;
    expect(whole.map(({ stored }) => stored)).toEqual(
      whole.map(({ stored }) => stored).toSorted((a, b) => (a < b ? 1 : -1)),
    );
    const first = await list('?limit=2');
    expect(first.body.more).toMatch(/^\/xapi\/statements\?cursor=[\w-]+$/);
    await learning.complete(5);
    const second = await admin.client.get<StatementResult>(first.body.more);
    const third = await admin.client.get<StatementResult>(second.body.more);
    expect([first, second, third].flatMap(({ body }) => body.statements)).toEqual(whole);
    expect(third.body.more).toBe('');
  });

  it('come in pages also since a time that a client means as the beginning of all', async () => {
    for (const index of [0, 1, 2]) await learning.complete(index);
    const first = await list('?since=0001-01-01T00:00:00Z&limit=2');
    const second = await admin.client.get<StatementResult>(first.body.more);
    expect([second.status, second.body.statements?.length, second.body.more]).toEqual([200, 1, '']);
  });

  it('that were stored at the same time are told apart', async () => {
    for (const lesson of [0, 1, 2, 3, 4]) await learning.complete(lesson);
    await app.connection.model<Completion>(COMPLETION).updateMany({}, { stored_at: new Date() });
    const pages = await listAll('?limit=2');
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(5);
  });

  it('may be asked for since a time: that of storing, so that what was done offline is not missed', async () => {
    await learning.complete(0);
    const [{ stored }] = (await list()).body.statements as [Statement];
    const at = new Date(Date.parse(stored) - 1_000).toISOString();
    await learner.client.post('/progress/batch', {
      items: [
        { event_id: 'offline', type: 'completion', course_id: course.id, lesson_id: course.lessons[1], at },
      ],
    });
    const later = await list(`?since=${stored}`);
    expect(later.body.statements).toHaveLength(1);
    const [statement] = later.body.statements as [Statement];
    expect(statement.timestamp < stored).toBe(true);
    expect(statement.stored > stored).toBe(true);
    for (const lesson of [2, 3]) await learning.complete(lesson);
    expect((await listAll(`?since=${stored}&limit=1`)).flat()).toHaveLength(3);
  });

  it('are bounded, and take nothing that they do not know', async () => {
    const faulty = [
      'limit=501',
      'limit=-1',
      'limit=x',
      'since=yesterday',
      'cursor=x',
      'verb=x',
      'cursor=x&limit=1',
    ];
    for (const query of faulty) {
      const { status, body } = await admin.client.get<Problem>(`/xapi/statements?${query}`);
      expect([query, status, body.status]).toEqual([query, 400, 400]);
    }
    expect((await list('?limit=0')).status).toBe(200);
  });

  it('are told in any 1.0, and in no other version', async () => {
    const ask = async (version: string) =>
      (await admin.client.get('/xapi/statements', { 'x-experience-api-version': version })).status;
    expect(await Promise.all(['1.0', '1.0.0', '1.0.3', '0.95', '1.1.0', '2.0.0'].map(ask))).toEqual([
      200, 200, 200, 400, 400, 400,
    ]);
  });

  it('are for admins', async () => {
    expect((await learner.client.get('/xapi/statements')).status).toBe(403);
    expect((await app.client.get('/xapi/statements')).status).toBe(401);
  });
});
