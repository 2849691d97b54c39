import { bucketOf, CourseFigureCounter, type EnrollmentFacts } from './course-figures.js';

const NOW = new Date('2024-06-30T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const LESSONS = ['a', 'b', 'c'].map((id) => ({ id, title: id.toUpperCase() }));
const enrolled = (facts: Partial<EnrollmentFacts> = {}): EnrollmentFacts => ({
  status: 'active',
  enrolledAt: daysAgo(40),
  completedAt: null,
  lastEventAt: daysAgo(40),
  timeSpentSeconds: 0,
  lessonsDone: [],
  ...facts,
});
const completedIn = (enrolledDays: number, doneDays: number) =>
  enrolled({
    status: 'completed',
    enrolledAt: daysAgo(enrolledDays),
    completedAt: daysAgo(doneDays),
    lessonsDone: ['a', 'b', 'c'],
  });

const figuresOf = (...all: EnrollmentFacts[]) => {
  const counter = new CourseFigureCounter(LESSONS, NOW);
  all.forEach((facts) => counter.add(facts));
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
    const figures = figuresOf(
      enrolled(),
      enrolled({ status: 'dropped' }),
      enrolled({ status: 'completed', lessonsDone: ['a', 'b', 'c'], completedAt: daysAgo(30) }),
    );
    expect(figures.enrollments).toEqual({ total: 3, active: 1, completed: 1, dropped: 1 });
    expect(figures.completion_rate).toBe(33.33);
  });

  it('average floored progress over active and completed enrolments only', () => {
    const figures = figuresOf(
      enrolled({ lessonsDone: ['a'] }),
      enrolled({ lessonsDone: ['a', 'b'] }),
      enrolled({ status: 'dropped', lessonsDone: ['a', 'b', 'c'] }),
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
      enrolled({ lessonsDone: ['a', 'b', 'gone'] }),
      enrolled({ status: 'dropped', lessonsDone: ['b'] }),
      enrolled({ status: 'completed', lessonsDone: ['a', 'b', 'c'] }),
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
    const figures = figuresOf(completedIn(10, 0), completedIn(10, 8), completedIn(3, 9));
    expect(figures.time_to_complete_days).toEqual({ p25: 1, p50: 2, p75: 6 });
  });

  it('call a learner active within the window, whose far end is outside', () => {
    const figures = figuresOf(
      enrolled({ lastEventAt: daysAgo(0) }),
      enrolled({ lastEventAt: daysAgo(7) }),
      enrolled({ lastEventAt: daysAgo(29.9) }),
      enrolled({ lastEventAt: daysAgo(30) }),
    );
    expect(figures.active_learners).toEqual({ last_7_days: 1, last_30_days: 3 });
  });

  it('call active enrolments at risk that have begun and idled for seven days', () => {
    const idle = { lastEventAt: daysAgo(7) };
    const figures = figuresOf(
      enrolled({ ...idle, lessonsDone: ['a'] }),
      enrolled({ ...idle, timeSpentSeconds: 30 }),
      enrolled(idle),
      enrolled({ lessonsDone: ['a'], lastEventAt: daysAgo(6.9) }),
      enrolled({ ...idle, status: 'dropped', lessonsDone: ['a'] }),
      enrolled({ ...idle, status: 'completed', lessonsDone: ['a', 'b', 'c'] }),
    );
    expect(figures.at_risk).toBe(2);
  });

  it('leave out progress where a course requires nothing', () => {
    const counter = new CourseFigureCounter([], NOW);
    counter.add(enrolled({ lessonsDone: ['optional'] }));
    const figures = counter.finish();
    expect(figures.average_progress).toBe(0);
    expect(Object.values(figures.progress_buckets)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(figures.funnel).toEqual([]);
  });
});
