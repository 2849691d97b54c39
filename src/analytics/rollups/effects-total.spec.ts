import { Types } from 'mongoose';
import type { RollupEffects } from '../../outbox/index.js';
import { totalEffects } from './effects-total.js';

const COURSE = new Types.ObjectId('64f0c0ffee64f0c0ffee64f0');
const OTHER = new Types.ObjectId('64f0c0ffee64f0c0ffee64f1');
const event = (effects: RollupEffects, course_id = COURSE) => ({ course_id, effects });

describe('a batch’s effects', () => {
  it('are nothing of nothing', () => {
    const total = totalEffects([]);
    expect(total.days.size + total.courses.size + total.pairs.size).toBe(0);
    expect(total.platform.enrollments.total).toBe(0);
  });

  it('add statuses to the platform and to each course', () => {
    const total = totalEffects([
      event({ enrollments: { total: 1, active: 1 } }),
      event({ enrollments: { active: -1, completed: 1 } }),
      event({ enrollments: { total: 1, active: 1 } }, OTHER),
    ]);
    expect(total.platform.enrollments).toEqual({ total: 2, active: 1, completed: 1, dropped: 0 });
    expect(total.courses.get(COURSE.toHexString())?.enrollments).toMatchObject({ total: 1, completed: 1 });
    expect(total.courses.get(OTHER.toHexString())?.enrollments).toMatchObject({ total: 1, active: 1 });
  });

  it('add days to the platform and to each course, with who was active where', () => {
    const day = { completions: 1, course_active: 1, platform_active: 1 };
    const total = totalEffects([
      event({ date: '2024-05-01', day }),
      event({ date: '2024-05-01', day: { ...day, platform_active: 0 } }, OTHER),
      event({ date: '2024-05-02', day: { seconds: 300 } }),
      event({ date: '2024-05-01', day: { completions: -1, course_active: -1 } }),
    ]);
    expect(total.days.get('platform:2024-05-01')).toMatchObject({ completions: 1, active: 1 });
    expect(total.days.get(`${COURSE.toHexString()}:2024-05-01`)).toMatchObject({ completions: 0, active: 0 });
    expect(total.days.get(`${OTHER.toHexString()}:2024-05-01`)).toMatchObject({ completions: 1, active: 1 });
    expect(total.platform).toMatchObject({ lessons_completed: 1, seconds: 300 });
  });

  it('add pairs of courses', () => {
    const total = totalEffects([
      event({ pairs: { 'a:b': 1, 'a:c': 1 } }),
      event({ pairs: { 'a:b': 1, 'a:c': -1 } }),
    ]);
    expect([...total.pairs]).toEqual([
      ['a:b', 2],
      ['a:c', 0],
    ]);
  });

  it('add ratings, by star too', () => {
    const total = totalEffects([
      event({ rating: { sum: 5, count: 1, stars: { 5: 1 } } }),
      event({ rating: { sum: -2, count: 0, stars: { 5: -1, 3: 1 } } }),
    ]);
    expect(total.courses.get(COURSE.toHexString())?.rating).toEqual({
      sum: 3,
      count: 1,
      stars: { 1: 0, 2: 0, 3: 1, 4: 0, 5: 0 },
    });
  });
});
