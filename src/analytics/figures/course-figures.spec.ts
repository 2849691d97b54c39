import type { EnrollmentGroup } from '../../enrollments/index.js';
import { bucketOf, CourseFigureCounter } from './course-figures.js';

const DAY = 86_400_000;
const LESSONS = ['a', 'b', 'c'].map((id) => ({ id, title: id.toUpperCase() }));
const enrolled = (group: Partial<EnrollmentGroup> = {}): EnrollmentGroup => ({
  status: 'active',
  done: [],
  begun: false,
  idle_days: 30,
  took_ms: null,
  count: 1,
  ...group,
});
const completedIn = (days: number, count = 1) =>
  enrolled({ status: 'completed', done: [0, 1, 2], took_ms: days * DAY, count });

const figuresOf = (...all: EnrollmentGroup[]) => {
  const counter = new CourseFigureCounter(LESSONS);
  for (const group of all) counter.add(group);
  return counter.finish();
};

describe('course figures', () => {
  it('of nothing are 0, and percentiles null', () => {
    expect(figuresOf()).toMatchObject({
      enrollments: { total: 0, active: 0, completed: 0, dropped: 0 },
      completion_rate: 0,
      average_progress: 0,
      time_to_complete_days: { p25: null, p50: null, p75: null },
      at_risk: 0,
    });
  });

  it('count enrolments by status and rate completed ones against all', () => {
    const figures = figuresOf(enrolled(), enrolled({ status: 'dropped' }), completedIn(10));
    expect(figures.enrollments).toEqual({ total: 3, active: 1, completed: 1, dropped: 1 });
    expect(figures.completion_rate).toBe(33.33);
  });

  it('average floored progress over active and completed enrolments only', () => {
    const figures = figuresOf(
      enrolled({ done: [0] }),
      enrolled({ done: [0, 1] }),
      enrolled({ status: 'dropped', done: [0, 1, 2] }),
    );
    expect(figures.average_progress).toBe(49.5);
    expect(figures.progress_buckets).toEqual({
      '0': 0,
      '1-25': 0,
      '26-50': 1,
      '51-75': 1,
      '76-99': 0,
      '100': 0,
    });
  });

  it('put every percentage into one bucket', () => {
    expect([0, 1, 25, 26, 50, 51, 75, 76, 99, 100].map(bucketOf)).toEqual([
      '0',
      '1-25',
      '1-25',
      '26-50',
      '26-50',
      '51-75',
      '51-75',
      '76-99',
      '76-99',
      '100',
    ]);
  });

  it('follow all enrolments through the required lessons, dropped ones too', () => {
    const { funnel } = figuresOf(
      enrolled({ done: [0, 1] }),
      enrolled({ status: 'dropped', done: [1] }),
      completedIn(1),
      enrolled(),
    );
    expect(funnel).toEqual([
      { lesson_id: 'a', title: 'A', completed: 2, drop_off: 50, stopped_here: 0 },
      { lesson_id: 'b', title: 'B', completed: 3, drop_off: -50, stopped_here: 2 },
      { lesson_id: 'c', title: 'C', completed: 1, drop_off: 66.67, stopped_here: 0 },
    ]);
  });

  it('say 0 for the drop-off after a lesson that nobody has done', () => {
    expect(figuresOf(enrolled()).funnel.map(({ drop_off }) => drop_off)).toEqual([100, 0, 0]);
  });

  it('interpolate the days to completion, never below 0', () => {
    const figures = figuresOf(completedIn(10), completedIn(2), completedIn(-6));
    expect(figures.time_to_complete_days).toEqual({ p25: 1, p50: 2, p75: 6 });
  });

  it('call a learner active within the window, whose far end is outside', () => {
    const figures = figuresOf(...[0, 7, 7, 30].map((idle_days) => enrolled({ idle_days })));
    expect(figures.active_learners).toEqual({ last_7_days: 1, last_30_days: 3 });
  });

  it('call active enrolments at risk that have begun and idled for seven days', () => {
    const idle = { begun: true, idle_days: 7 };
    const figures = figuresOf(
      enrolled(idle),
      enrolled({ ...idle, idle_days: 30 }),
      enrolled({ ...idle, begun: false }),
      enrolled({ ...idle, idle_days: 0 }),
      enrolled({ ...idle, status: 'dropped' }),
      enrolled({ ...idle, status: 'completed' }),
    );
    expect(figures.at_risk).toBe(2);
  });

  it('count a group as often as it has enrolments', () => {
    const risky = enrolled({ done: [0], begun: true, idle_days: 7 });
    const groups = [risky, enrolled({ idle_days: 0 }), completedIn(1), completedIn(4)];
    const counted = figuresOf(...groups.map((group, n) => ({ ...group, count: n + 2 })));
    expect(counted).toEqual(
      figuresOf(...groups.flatMap((group, n) => Array.from({ length: n + 2 }, () => group))),
    );
    expect(counted.enrollments).toEqual({ total: 14, active: 5, completed: 9, dropped: 0 });
  });

  it('leave out progress where a course requires nothing', () => {
    const counter = new CourseFigureCounter([]);
    counter.add(enrolled({ begun: true }));
    const figures = counter.finish();
    expect(figures.average_progress).toBe(0);
    expect(Object.values(figures.progress_buckets)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(figures.funnel).toEqual([]);
  });
});
