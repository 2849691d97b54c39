import { mapCourse, mapLessons } from './map-course.js';
import type { OuladCourse } from './oulad-set.js';

const course: OuladCourse = {
  module: 'AAA',
  presentation: '2013J',
  assessments: [
    { id: 7, type: 'CMA', day: 40 },
    { id: 3, type: 'TMA', day: null },
    { id: 5, type: 'TMA', day: 20 },
    { id: 4, type: 'TMA', day: 20 },
    { id: 2, type: 'TMA', day: null },
    { id: 6, type: 'CMA', day: -3 },
  ],
  materials: [
    { id: 30, type: 'url' },
    { id: 10, type: 'page' },
    { id: 20, type: 'url' },
  ],
};

describe('an OULAD course', () => {
  const mapped = mapCourse(course);

  it('is published since its start', () => {
    expect(mapped).toMatchObject({
      title: 'AAA 2013J',
      category: 'AAA',
      status: 'published',
      published_at: new Date('2013-10-01T00:00:00Z'),
      version: 1,
    });
    expect(mapCourse({ ...course, presentation: '2014B' }).published_at).toEqual(
      new Date('2014-02-01T00:00:00Z'),
    );
  });

  it('has assessments by type as they first appear, by date and id, then material by id', () => {
    const outline = mapped.sections.map(({ title, lessons }) => [
      title,
      lessons.map((lesson) => lesson.title),
    ]);
    expect(outline).toEqual([
      ['CMA', ['CMA 6', 'CMA 7']],
      ['TMA', ['TMA 4', 'TMA 5', 'TMA 2', 'TMA 3']],
      ['page', ['page 10']],
      ['url', ['url 20', 'url 30']],
    ]);
  });

  it('requires what is to be handed in, and only that', () => {
    const kinds = mapped.sections.flatMap(({ lessons }) =>
      lessons.map(({ type, required }) => `${type} ${required}`),
    );
    expect(kinds).toEqual([
      ...Array<string>(6).fill('assessment true'),
      'page false',
      'url false',
      'url false',
    ]);
  });

  it('has the same ids every time, and none twice', () => {
    const ids = [
      mapped._id,
      ...mapped.sections.flatMap(({ id, lessons }) => [id, ...lessons.map((lesson) => lesson.id)]),
    ].map(String);
    expect(new Set(ids).size).toBe(1 + 4 + 9);
    const again = mapCourse({ ...course });
    expect(again).toEqual(mapped);
  });

  it('keeps its lessons beside the outline, required and optional apart', () => {
    const required = mapLessons(mapped, true);
    expect(required.map(({ title }) => title)).toEqual([
      'CMA 6',
      'CMA 7',
      'TMA 4',
      'TMA 5',
      'TMA 2',
      'TMA 3',
    ]);
    expect(mapLessons(mapped, false).map(({ title }) => title)).toEqual(['page 10', 'url 20', 'url 30']);
    expect(required[0]).toMatchObject({ _id: mapped.sections[0]?.lessons[0]?.id, course_id: mapped._id });
  });
});
