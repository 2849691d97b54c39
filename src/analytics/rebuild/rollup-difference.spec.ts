import { Types } from 'mongoose';
import { totalEffects } from '../rollups/effects-total.js';
import { listDifferences, subtractEffects } from './rollup-difference.js';

const COURSE = new Types.ObjectId('64f0c0ffee64f0c0ffee64f0');
const enrolled = totalEffects([
  {
    course_id: COURSE,
    effects: {
      date: '2024-05-01',
      day: { enrollments: 1, course_active: 1, platform_active: 1 },
      enrollments: { total: 1, active: 1 },
    },
  },
]);
const nothing = totalEffects([]);

describe('differences of rollups', () => {
  it('are none where both say the same', () => {
    expect(listDifferences(subtractEffects(enrolled, enrolled))).toEqual([]);
    expect(listDifferences(nothing)).toEqual([]);
  });

  it('name every figure that is off, and by how much', () => {
    const course = COURSE.toHexString();
    expect(listDifferences(subtractEffects(enrolled, nothing))).toEqual([
      { rollup: 'rollup_platform', id: 'platform', figure: 'enrollments.total', missing: 1 },
      { rollup: 'rollup_platform', id: 'platform', figure: 'enrollments.active', missing: 1 },
      { rollup: 'courses.stats', id: course, figure: 'enrollments', missing: 1 },
      { rollup: 'rollup_days', id: 'platform:2024-05-01', figure: 'enrollments', missing: 1 },
      { rollup: 'rollup_days', id: 'platform:2024-05-01', figure: 'active', missing: 1 },
      { rollup: 'rollup_days', id: `${course}:2024-05-01`, figure: 'enrollments', missing: 1 },
      { rollup: 'rollup_days', id: `${course}:2024-05-01`, figure: 'active', missing: 1 },
    ]);
  });

  it('name pairs of courses of which learners are missing or too many', () => {
    const of = (pairs: Record<string, number>) => totalEffects([{ course_id: COURSE, effects: { pairs } }]);
    const difference = subtractEffects(of({ 'a:b': 2, 'a:c': 1 }), of({ 'a:b': 2, 'b:c': 3 }));
    const figure = { rollup: 'rollup_course_pairs', figure: 'learners' };
    expect(listDifferences(difference)).toEqual([
      { ...figure, id: 'a:c', missing: 1 },
      { ...figure, id: 'b:c', missing: -3 },
    ]);
  });

  it('count what a rollup has and its sources do not as less than nothing', () => {
    const [first] = listDifferences(subtractEffects(nothing, enrolled));
    expect(first).toMatchObject({ figure: 'enrollments.total', missing: -1 });
  });
});
