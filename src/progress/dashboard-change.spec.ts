import { describe, expect, it } from '@jest/globals';
import { Types } from 'mongoose';
import type { CourseOutline } from '../courses/index.js';
import type { Enrollment } from '../enrollments/index.js';
import { changeDashboard, decodeFacts, encodeFacts, factsOf } from './dashboard-change.js';
import { presentDashboard, type DashboardParts, type ShownEnrollment } from './dashboard.presenter.js';
import { EnrollmentDraft } from './enrollment-draft.js';
import type { EnrollmentChange } from './enrollment-change.js';
import type { DayTotals } from './figures/streak.js';

const HOUR_MS = 3_600_000;
const TODAY = 20_000;
/** Noon of that day, and evening in Tokyo. */
const NOON = new Date(TODAY * 24 * HOUR_MS + 12 * HOUR_MS);
const USER = new Types.ObjectId();
const before = (hours: number) => new Date(NOON.getTime() - hours * HOUR_MS);

type Course = ShownEnrollment & { readonly outline: CourseOutline; readonly lessons: readonly string[] };

/** A course of two lessons that was visited so many hours ago. */
function take(hoursAgo: number, traits: Partial<Enrollment> = {}): Course {
  const course_id = new Types.ObjectId();
  const lessons = [new Types.ObjectId().toHexString(), new Types.ObjectId().toHexString()];
  const enrollment: Enrollment = {
    _id: `${USER.toHexString()}:${course_id.toHexString()}`,
    ...{ user_id: USER, course_id, status: 'active', enrolled_at: before(99), dropped_at: null },
    ...{ completed_at: null, last_accessed_at: before(hoursAgo), time_spent_seconds: 5 },
    ...{ completed: [], resume: null },
    ...traits,
  };
  const outline = {
    id: course_id.toHexString(),
    title: `visited ${hoursAgo} hours ago`,
    sections: [{ id: 's', lessons: lessons.map((id) => ({ id, title: id, required: true, addedAt: null })) }],
  } as unknown as CourseOutline;
  return { enrollment, outline, lessons };
}

function watch({ enrollment, outline, lessons }: Course, seconds: number, at = NOON): EnrollmentChange {
  const draft = new EnrollmentDraft(enrollment, outline);
  const place = { courseId: '', lessonId: lessons[0]! };
  draft.watch({ kind: 'heartbeat', ...place, eventId: 'e', positionSeconds: 7, seconds, at });
  return { at, before: enrollment, after: draft.after, outline, day: { at, seconds, completions: 0 } };
}

function complete({ enrollment, outline, lessons }: Course, index: number, at = NOON): EnrollmentChange {
  const draft = new EnrollmentDraft(enrollment, outline);
  draft.complete({ kind: 'completion', courseId: '', lessonId: lessons[index]!, at });
  return { at, before: enrollment, after: draft.after, outline, day: { at, seconds: 0, completions: 1 } };
}

/** Takes back what was done then; the course counts as visited so many hours ago. */
function undo({ enrollment, outline }: Course, doneAt: Date, hoursAgo: number): EnrollmentChange {
  const after: Enrollment = {
    ...enrollment,
    ...{ status: 'active', completed: [], last_accessed_at: before(hoursAgo) },
  };
  return {
    ...{ at: NOON, before: enrollment, after, outline },
    day: { at: doneAt, seconds: 0, completions: -1 },
  };
}

const enrol = ({ enrollment, outline }: Course): EnrollmentChange => ({
  ...{ at: NOON, before: null, outline },
  after: { ...enrollment, last_accessed_at: NOON },
});
const drop = ({ enrollment, outline }: Course): EnrollmentChange => ({
  ...{ at: NOON, before: enrollment, outline },
  after: { ...enrollment, status: 'dropped', dropped_at: NOON },
});
const takeUpAgain = ({ enrollment, outline }: Course): EnrollmentChange => ({
  ...{ at: NOON, before: { ...enrollment, status: 'dropped' }, after: enrollment, outline },
});
/** A course as that has left it. */
const after = (course: Course, { after: enrollment }: EnrollmentChange): Course => ({
  ...course,
  enrollment,
});

type Days = readonly (readonly [day: number, totals: DayTotals])[];

/** In the order in which the database has them: the last visited first. */
const partsOf = (taken: readonly ShownEnrollment[], days: Days = []): DashboardParts => ({
  userId: USER.toHexString(),
  taken: taken.toSorted((a, b) => +b.enrollment.last_accessed_at - +a.enrollment.last_accessed_at),
  ...{ days: new Map(days), recommendations: [], now: before(1), timezone: 'UTC' },
});

/** As it was shown, with the change; and as it would be read with the change in the database. */
function bothWays(parts: DashboardParts, change: EnrollmentChange) {
  const { timezone, taken, days } = parts;
  const changed = changeDashboard({ body: presentDashboard(parts), facts: factsOf(taken, timezone) }, change);
  const { day } = change;
  const date = day && Math.floor(day.at.getTime() / (24 * HOUR_MS));
  const { seconds, completions } = (date && days.get(date)) || { seconds: 0, completions: 0 };
  const own = { enrollment: change.after, outline: change.outline };
  const now = partsOf(
    [own, ...taken.filter(({ outline }) => outline?.id !== change.outline.id)],
    day && date
      ? [...days, [date, { seconds: seconds + day.seconds, completions: completions + day.completions }]]
      : [...days],
  );
  return {
    changed,
    read: {
      body: presentDashboard({ ...now, recommendations: parts.recommendations, timezone, now: change.at }),
      facts: factsOf(now.taken, timezone),
    },
  };
}

function expectSame(parts: DashboardParts, change: EnrollmentChange): void {
  const { changed, read } = bothWays(parts, change);
  expect(changed).toEqual(read);
}
const expectUnknown = (parts: DashboardParts, change: EnrollmentChange): void =>
  expect(bothWays(parts, change).changed).toBeNull();

const several = (count: number, from = 1): Course[] =>
  Array.from({ length: count }, (_, index) => take(from + index));

describe('a dashboard after a change', () => {
  const counted: DayTotals = { seconds: 60, completions: 0 };
  const tooLittle: DayTotals = { seconds: 59, completions: 0 };
  const runs: readonly Days[] = [
    [],
    [[TODAY - 1, counted]],
    [[TODAY - 2, counted]],
    [[TODAY - 1, tooLittle]],
    [
      [TODAY - 2, counted],
      [TODAY - 1, counted],
      [TODAY, tooLittle],
    ],
    [
      [TODAY - 9, counted],
      [TODAY - 8, counted],
      [TODAY - 7, counted],
      [TODAY, counted],
    ],
  ];

  it('is what reading it would show, whatever the days before', () => {
    for (const days of runs) {
      for (const seconds of [0, 1, 60]) {
        const course = take(2);
        expectSame(partsOf([take(1), course], days), watch(course, seconds));
      }
      const course = take(2);
      expectSame(partsOf([course], days), complete(course, 0));
    }
  });

  it('puts the course first, be it shown or not', () => {
    for (const shown of [0, 1, 4, 5, 6]) {
      // Of those that are not shown one visit is known, and that only as the latest: so the facts may differ.
      const taken = several(7);
      const { changed, read } = bothWays(partsOf(taken), watch(taken[shown]!, 30));
      expect(changed!.body).toEqual(read.body);
      expect(changed!.facts.visits).toEqual(read.facts.visits);
      expect(changed!.facts.hiddenVisit).toBeGreaterThanOrEqual(read.facts.hiddenVisit!);
    }
  });

  it('puts an event of an hour ago where it belongs', () => {
    const taken = [take(0.5), take(2), take(3)];
    expectSame(partsOf(taken), watch(taken[2]!, 30, before(1)));
  });

  it('has a course more that is enrolled in, and one less that is dropped or completed', () => {
    for (const count of [0, 1, 4, 5]) {
      const taken = several(count);
      expectSame(partsOf(taken), enrol(take(0)));
      if (count === 0) continue;
      const last = taken.at(-1)!;
      expectSame(partsOf(taken), drop(last));
      const half = after(last, complete(last, 0, last.enrollment.last_accessed_at));
      expectSame(partsOf([...taken.slice(0, -1), half]), complete(half, 1));
    }
    const six = several(6);
    expectSame(partsOf(six), enrol(take(0)));
  });

  it('has a course again that is taken up again, where it was visited last', () => {
    const taken = several(3);
    for (const hours of [0.5, 1.5, 9]) {
      const again = takeUpAgain(take(hours));
      expectSame(partsOf([...taken, { enrollment: again.before!, outline: again.outline }]), again);
    }
    const dropped = takeUpAgain(take(9));
    const taken7 = [...several(6), { enrollment: dropped.before!, outline: dropped.outline }];
    expectSame(partsOf(taken7), dropped);
  });

  it('is without a completion that is taken back, on whichever of the days that are shown', () => {
    const days: Days = [
      [TODAY - 3, { seconds: 60, completions: 1 }],
      [TODAY, { seconds: 0, completions: 2 }],
    ];
    for (const doneAt of [before(0.5), before(72)]) {
      const [others, finished] = [several(2), take(0.5, { status: 'completed' })];
      for (const hours of [0.7, 1.5, 40])
        expectSame(partsOf([...others, finished], days), undo(finished, doneAt, hours));
    }
  });

  it('goes on from what it is after another', () => {
    const [first, second, third] = several(3) as [Course, Course, Course];
    const changes = [watch(third, 30, before(0.2)), complete(second, 1, before(0.1)), enrol(take(0))];
    const parts = partsOf([first, second, third]);
    const known = changes.reduce((dashboard, change) => changeDashboard(dashboard, change)!, {
      body: presentDashboard(parts),
      facts: factsOf(parts.taken, 'UTC'),
    });
    expect(known.facts.visits).toHaveLength(4);
    expect(known.body.totals).toMatchObject({ active: 4, lessons_completed: 1, time_spent_seconds: 50 });
    expect(decodeFacts(encodeFacts(known.facts))).toEqual(known.facts);
  });

  describe('does not follow from what is known', () => {
    it('where another course comes up', () => {
      const taken = several(6);
      expectUnknown(partsOf(taken), drop(taken[0]!));
      const half = after(taken[1]!, complete(taken[1]!, 0, before(1.5)));
      expectUnknown(partsOf([...taken, half]), complete(half, 1));
      const done = take(0.5);
      expectUnknown(partsOf([...taken, done]), undo(done, before(0.5), 99));
    });

    it('where two were visited at one time, for ids decide', () => {
      const [first, second] = [take(1), take(2)];
      expectUnknown(partsOf([first, second]), watch(second, 30, before(1)));
      const six = several(6);
      expectUnknown(partsOf([...six, take(99)]), undo(take(0.1, { status: 'completed' }), before(0), 6));
    });

    it('on another day, which is the learner’s own', () => {
      const course = take(5);
      const tomorrow = new Date(NOON.getTime() + 12 * HOUR_MS);
      expectUnknown(partsOf([course]), watch(course, 30, tomorrow));
      const inTokyo = { ...partsOf([course]), timezone: 'Asia/Tokyo', now: before(0) };
      const lastMinuteThere = new Date(NOON.getTime() + 3 * HOUR_MS - 60_000);
      expect(bothWays(inTokyo, watch(course, 30, lastMinuteThere)).changed).not.toBeNull();
      expectUnknown(inTokyo, watch(course, 30, new Date(NOON.getTime() + 3 * HOUR_MS)));
    });

    it('where a day counts no longer, or is not shown', () => {
      const done = take(0.5);
      const one: Days = [
        [TODAY - 8, { seconds: 0, completions: 2 }],
        [TODAY - 3, { seconds: 59, completions: 1 }],
        [TODAY, { seconds: 0, completions: 1 }],
      ];
      for (const doneAt of [before(0.5), before(72), before(8 * 24)])
        expectUnknown(partsOf([done], one), undo(done, doneAt, 3));
    });

    it('where what was recommended has been taken', () => {
      const wanted = take(0);
      const recommendations = [{ id: wanted.outline.id }] as unknown as DashboardParts['recommendations'];
      expectUnknown({ ...partsOf(several(2)), recommendations }, enrol(wanted));
      expectSame({ ...partsOf(several(2)), recommendations }, enrol(take(0)));
    });
  });

  it('is not made from facts of another version of this product', () => {
    expect(decodeFacts({ timezone: 'UTC', visited_at: 5 })).toBeNull();
  });
});
