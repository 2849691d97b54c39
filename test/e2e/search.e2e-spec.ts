import { Types } from 'mongoose';
import { RANKED } from '../../src/search/candidates.service.js';
import { UNSEARCHED } from '../../src/search/unsearched-words.js';
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

  describe('by names', () => {
    let owl: string;
    const titles = async (q: string) => (await find(q)).items.map(({ title }) => title);

    beforeAll(async () => {
      const course = await createOpenCourse(
        author,
        [[{ title: 'Ornithology by night', content: 'Wings.' }]],
        {
          title: 'Barn owls of Provençe',
          category: 'birdwatching',
          level: 'advanced',
        },
      );
      owl = course.id;
      await createPublished(author, { title: 'Barn owls', description: 'Screeching.' });
      await createPublished(author, { title: 'Keeping barns dry', description: 'Not for owls.' });
    });

    it('finds beginnings of words, in courses and in lessons', async () => {
      expect(await titles('birdwat')).toEqual(['Barn owls of Provençe']);
      const { items } = await find('ornitho nig');
      expect(items).toEqual([
        {
          kind: 'lesson',
          course_id: owl,
          lesson_id: expect.any(String),
          title: 'Ornithology by night',
          fragment: '<mark>Ornithology</mark> by <mark>night</mark>',
          score: expect.any(Number),
        },
      ]);
    });

    it('puts the title that is the query first, then one that begins with it, then the rest', async () => {
      expect(await titles('barn owls')).toEqual(['Barn owls', 'Barn owls of Provençe', 'Keeping barns dry']);
    });

    it.each([
      ['a transposition', 'onrithology'],
      ['a letter too few', 'ornitology'],
      ['a letter too many', 'ornitthology'],
      ['a wrong letter', 'ornithologi'],
      ['a slip in one word of two', 'onrithology night'],
    ])('forgives %s', async (_, q) => {
      const [hit] = (await find(q)).items;
      expect(hit?.title).toBe('Ornithology by night');
      expect(hit?.fragment).toContain('<mark>Ornithology</mark>');
    });

    it('forgives nothing where the word as it stands is found', async () => {
      await createPublished(author, { title: 'Lynx' });
      await createPublished(author, { title: 'Lynz' });
      expect(await titles('lynz')).toEqual(['Lynz']);
    });

    it('does not mind case and accents', async () => {
      expect(await titles('PROVENCE')).toEqual(['Barn owls of Provençe']);
      expect((await find('provençe')).items[0]?.fragment).toBe('Barn owls of <mark>Provençe</mark>');
    });

    it('does not let a word that nothing has hide what the others find', async () => {
      expect(await titles('provence qqqqqqqqq')).toEqual(['Barn owls of Provençe']);
      expect(await titles('proven qqqqqqqqq')).toEqual(['Barn owls of Provençe']);
    });

    it('takes none of the words that texts are not searched for to be a slip', async () => {
      await createPublished(author, { title: 'Gas' });
      await createPublished(author, { title: 'Old customs', description: 'Why the hoopoe was holy.' });
      expect(await titles('why was hoopoe')).toEqual(['Old customs']);
      expect(await titles('was')).toEqual([]);
      const search = [...UNSEARCHED].join(' ');
      const plan = await app.connection
        .collection('courses')
        .find({ status: 'published', $text: { $search: search } })
        .explain();
      expect(JSON.stringify(plan)).toContain('"parsedTextQuery":{"terms":[],');
    });

    it('counts all matches in the facets, not those of the page', async () => {
      const { facets, items } = await find('barn', '&page_size=1');
      expect(items).toHaveLength(1);
      expect(facets.category).toEqual([
        { value: 'general', count: 2 },
        { value: 'birdwatching', count: 1 },
      ]);
      expect(facets.level).toEqual([
        { value: 'all', count: 2 },
        { value: 'advanced', count: 1 },
      ]);
    });

    it('follows a change of title, and of the outline', async () => {
      const { id, sections } = await createOpenCourse(author, [[{ title: 'Falconry' }]], {
        title: 'Kestrels',
      });
      expect(await titles('kestr')).toEqual(['Kestrels']);
      await author.client.patch(`/courses/${id}`, { title: 'Buzzards' });
      expect(await titles('kestr')).toEqual([]);
      expect(await titles('bzuzards')).toEqual(['Buzzards']);
      await author.client.delete(`/courses/${id}/sections/${sections[0]}`);
      expect(await titles('falco')).toEqual([]);
    });

    it('tells nothing of drafts, mistyped or not', async () => {
      const { id } = await createOutlined(author, [[{ title: 'Cassowaries' }]], { title: 'Hoatzins' });
      for (const q of ['hoatzin', 'hoat', 'haotzin', 'cassow', 'casowaries'])
        expect(await find(q)).toMatchObject({ total: 0, facets: { category: [], level: [] } });
      await author.client.post(`/courses/${id}/publish`);
      for (const q of ['hoatzin', 'hoat', 'haotzin', 'cassow', 'casowaries'])
        expect((await find(q)).total).toBe(1);
    });

    it('finds lessons behind more of drafts than it looks at in one go', async () => {
      const draft = await createOutlined(author, [[{ title: 'Wryneck' }]]);
      const course_id = new Types.ObjectId(draft.id);
      await app.connection.collection('lessons').insertMany(
        Array.from({ length: 2 * RANKED.lessons }, () => ({
          course_id,
          title: 'Wryneck',
          content: 'wryneck',
          name_words: ['wryneck'],
        })),
      );
      const { id } = await createOpenCourse(author, [[{ title: 'Wryneck' }]]);
      for (const q of ['wryne', 'wryneck', 'wrynekc'])
        expect((await find(q)).items.map(({ course_id: found }) => found)).toEqual([id]);
    });

    it.each([
      ['one edit in a short word', 'obis', 1],
      ['not two in a short word', 'obos', 0],
      ['two in a longer one', 'coracraa', 1],
      ['not three', 'corocraa', 0],
    ])('forgives %s', async (_, q, total) => {
      await createPublished(author, { title: 'Ibis' });
      await createPublished(author, { title: 'Caracara' });
      expect(new Set(await titles(q)).size).toBe(total);
    });

    it('names courses and lessons from before at the next start', async () => {
      const { id } = await createOpenCourse(author, [[{ title: 'Sandgrouse' }]], { title: 'Turnstones' });
      for (const name of ['courses', 'lessons'])
        await app.connection.collection(name).updateMany({}, { $unset: { name_words: '' } });
      await app.connection.collection('name_words').deleteMany({});
      const later = await app.startInstance({ CACHE: 'off' });
      for (const q of ['turnst', 'trunstones', 'sandg', 'sandgruose']) {
        const { body } = await later.client.get<SearchPageBody>(`/search?q=${q}`);
        expect(body.items.map(({ course_id }) => course_id)).toEqual([id]);
      }
    });
  });

  it('does not look through all courses at a start, to see that each has its words', async () => {
    await createPublished(author, { title: 'Dodo' });
    const db = app.connection.getClient().db(app.connection.name);
    await db.command({ profile: 2 });
    await app.startInstance({ CACHE: 'off' });
    await db.command({ profile: 0 });
    const asked = { 'command.filter.name_words': { $exists: true } };
    const plans = await db.collection('system.profile').find(asked).toArray();
    expect(plans.map(({ ns }) => String(ns).split('.').at(-1)).toSorted()).toEqual(['courses', 'lessons']);
    for (const { planSummary } of plans)
      expect(planSummary).toMatch(/^IXSCAN { (status: 1, )?name_words: 1 }$/);
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
