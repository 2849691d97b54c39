import { Types } from 'mongoose';
import { InvalidInputError } from '../common/index.js';
import type { OutlineSection } from './course.schema.js';
import { countLessons, findLesson, findSection, reorder, withLesson, withoutLesson } from './outline.js';

const lesson = (title: string) => ({
  id: new Types.ObjectId(),
  title,
  type: 'video',
  duration_seconds: 60,
  required: true,
  added_at: null,
});
const section = (title: string, ...lessons: OutlineSection['lessons']): OutlineSection => ({
  id: new Types.ObjectId(),
  title,
  lessons,
});

const [a, b, c] = [lesson('a'), lesson('b'), lesson('c')];
const first = section('first', a, b);
const second = section('second', c);
const sections = [first, second];
const text = (part: { id: Types.ObjectId }) => part.id.toHexString();
const titles = (of: OutlineSection[]) =>
  of.map((one) => [one.title, ...one.lessons.map(({ title }) => title)]);

describe('outline', () => {
  it('finds a lesson with its section', () => {
    expect(findLesson(sections, text(c))).toEqual({ section: second, lesson: c });
    expect(countLessons(sections)).toBe(3);
  });

  it('does not find what is not there', () => {
    const id = new Types.ObjectId().toHexString();
    expect(() => findLesson(sections, id)).toThrow('no lesson');
    expect(() => findSection(sections, id)).toThrow('no section');
  });

  it('replaces and removes one lesson and leaves the others', () => {
    expect(titles(withLesson(sections, { ...b, title: 'B' }))).toEqual([
      ['first', 'a', 'B'],
      ['second', 'c'],
    ]);
    expect(titles(withoutLesson(sections, a.id))).toEqual([
      ['first', 'b'],
      ['second', 'c'],
    ]);
  });

  it('puts sections and lessons in another order, across sections too', () => {
    const reordered = reorder(sections, {
      sections: [
        { id: text(second), lesson_ids: [text(b), text(c)] },
        { id: text(first), lesson_ids: [text(a)] },
      ],
    });
    expect(titles(reordered)).toEqual([
      ['second', 'b', 'c'],
      ['first', 'a'],
    ]);
  });

  it.each([
    ['a missing lesson', [text(a), text(b)], 'is missing'],
    ['a lesson named twice', [text(a), text(b), text(b)], 'is named twice'],
    ['a lesson of no section', [text(a), text(b), '0'.repeat(24)], 'is not in the course'],
  ])('refuses %s', (_, lesson_ids, message) => {
    const wanted = {
      sections: [
        { id: text(first), lesson_ids },
        { id: text(second), lesson_ids: message === 'is missing' ? [] : [text(c)] },
      ],
    };
    const messages = errorsOf(() => reorder(sections, wanted)).map((error) => error.message);
    expect(messages).toEqual([expect.stringContaining(message)]);
  });

  it('refuses a missing section and one named twice', () => {
    const once = { id: text(first), lesson_ids: [text(a), text(b), text(c)] };
    expect(errorsOf(() => reorder(sections, { sections: [once] }))).toHaveLength(1);
    expect(errorsOf(() => reorder(sections, { sections: [once, { ...once, lesson_ids: [] }] }))).toHaveLength(
      2,
    );
  });
});

function errorsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.errors ?? [];
    throw error;
  }
  return [];
}
