import type { SearchPageBody } from '../../src/search/dto/search.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createOpenCourse, createOutlined, createPublished } from '../support/courses.js';
import { createInstructor, type Person } from '../support/people.js';

describe('search', () => {
  let app: TestApp;
  let author: Person;

  beforeAll(async () => {
    app = await startTestApp('search');
    author = await createInstructor(app);
  });
  afterAll(() => app?.stop());

  const ask = (query: string) => app.client.get<SearchPageBody>(`/search?${query}`);
  async function find(q: string, more = ''): Promise<SearchPageBody> {
    const { status, body } = await ask(`q=${encodeURIComponent(q)}${more}`);
    expect(status).toBe(200);
    return body;
  }

  it('finds courses and lessons, titles before contents', async () => {
    const course = await createOpenCourse(
      author,
      [
        [
          { title: 'Knotted rope', content: 'All about seals.' },
          { title: 'Walruses', content: 'Unlike walruses, a narwhal has a tusk.' },
        ],
      ],
      { title: 'The narwhal', summary: 'Whales with a tusk', category: 'zoology', level: 'beginner' },
    );
    const found = await find('narwhals');
    expect(found).toMatchObject({ page: 1, page_size: 12, total: 2, total_pages: 1 });
    expect(found.items).toEqual([
      {
        kind: 'course',
        course_id: course.id,
        title: 'The narwhal',
        fragment: 'The <mark>narwhal</mark>',
        score: expect.any(Number),
      },
      {
        kind: 'lesson',
        course_id: course.id,
        lesson_id: course.lessons[1],
        title: 'Walruses',
        fragment: 'Unlike walruses, a <mark>narwhal</mark> has a tusk.',
        score: expect.any(Number),
      },
    ]);
    expect(found.items[0]?.score).toBeGreaterThan(found.items[1]?.score ?? 0);
    expect(found.facets).toEqual({
      category: [{ value: 'zoology', count: 2 }],
      level: [{ value: 'beginner', count: 2 }],
    });
  });

  it('escapes what authors wrote', async () => {
    await createPublished(author, {
      title: 'Hostile',
      description: '<script>alert("pangolin")</script> <img src=x onerror=alert(1)>',
    });
    const [hit] = (await find('pangolin')).items;
    expect(hit?.fragment).toBe(
      '&lt;script&gt;alert(&quot;<mark>pangolin</mark>&quot;)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;',
    );
  });

  it('finds nothing of drafts and archived courses', async () => {
    const { id } = await createOutlined(author, [[{ title: 'Aardvark', content: 'aardvarks' }]], {
      title: 'Aardvarks',
    });
    const total = async () => (await find('aardvark')).total;
    expect(await total()).toBe(0);
    await author.client.post(`/courses/${id}/publish`);
    expect(await total()).toBe(2);
    await author.client.post(`/courses/${id}/archive`);
    expect(await total()).toBe(0);
  });

  it('follows a lesson’s title and text, and its deletion', async () => {
    const { id, lessons } = await createOpenCourse(author, [[{ title: 'Old', content: 'quokka' }]]);
    const path = `/courses/${id}/lessons/${lessons[0]}`;
    expect((await find('quokka')).total).toBe(1);
    await author.client.patch(path, { title: 'Numbat', content: 'bilby' });
    expect((await find('quokka')).total).toBe(0);
    expect((await find('numbat')).total).toBe(1);
    await author.client.delete(path);
    expect((await find('bilby')).total).toBe(0);
  });

  it('is paged without overlap', async () => {
    for (let index = 0; index < 5; index += 1) await createPublished(author, { title: `Okapi ${index}` });
    const seen = [];
    for (const page of [1, 2, 3]) {
      const found = await find('okapi', `&page=${page}&page_size=2`);
      expect(found).toMatchObject({ total: 5, total_pages: 3 });
      seen.push(...found.items.map(({ course_id }) => course_id));
    }
    expect(new Set(seen).size).toBe(5);
    expect((await find('okapi', '&page=4&page_size=2')).items).toEqual([]);
  });

  it('knows phrases and exclusions', async () => {
    await createPublished(author, { title: 'Red panda keeping' });
    await createPublished(author, { title: 'A panda is red' });
    expect((await find('panda')).total).toBe(2);
    expect((await find('"red panda"')).total).toBe(1);
    expect((await find('panda -keeping')).total).toBe(1);
  });

  it('answers odd words calmly', async () => {
    for (const odd of ['$where', '{"$gt":""}', '.*', '(', '"', '-', 'the', '\u0000']) {
      expect((await ask(`q=${encodeURIComponent(odd)}`)).status).toBe(200);
    }
  });

  it.each(['', 'q=', 'q=%20', 'q=a&page=0', 'q=a&unknown=1', 'q=a&q=b', `q=${'x'.repeat(201)}`])(
    'refuses ?%s',
    async (query) => {
      const answer = await ask(query);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    },
  );
});
