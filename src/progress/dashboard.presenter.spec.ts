import { Types } from 'mongoose';
import type { CourseOutline } from '../courses/index.js';
import type { Enrollment, OutlinedEnrollment } from '../enrollments/index.js';
import { advanceDashboard, presentDashboard, type DashboardParts } from './dashboard.presenter.js';
import { EnrollmentDraft } from './enrollment-draft.js';
import type { DayTotals } from './figures/streak.js';
import type { Learned } from './learning-event.js';

const HOUR_MS = 3_600_000;
const TODAY = 20_000;
/** Noon of that day, and the morning of the next in Tokyo. */
const NOON = new Date(TODAY * 24 * HOUR_MS + 12 * HOUR_MS);
const USER = new Types.ObjectId();
const before = (hours: number) => new Date(NOON.getTime() - hours * HOUR_MS);

/** A course of two lessons that was visited so many hours ago. */
function take(
  hoursAgo: number,
  traits: Partial<Enrollment> = {},
): OutlinedEnrollment & { lessons: string[] } {
  const course_id = new Types.ObjectId();
  const lessons = [new Types.ObjectId().toHexString(), new Types.ObjectId().toHexString()];
  const enrollment: Enrollment = {
    _id: `${USER.toHexString()}:${course_id.toHexString()}`,
    ...{
      user_id: USER,
      course_id,
      status: 'active',
      enrolled_at: before(99),
      dropped_at: null,
      completed_at: null,
    },
    ...{ last_accessed_at: before(hoursAgo), time_spent_seconds: 5, completed: [], resume: null },
    ...traits,
  };
  const outline = {
    id: course_id.toHexString(),
    title: `visited ${hoursAgo} hours ago`,
    sections: [{ id: 's', lessons: lessons.map((id) => ({ id, title: id, required: true, addedAt: null })) }],
  } as unknown as CourseOutline;
  return { enrollment, outline, lessons };
}

/** What recording an event makes of an enrolment. */
function learn({ enrollment, outline }: OutlinedEnrollment, event: Learned['event']): Learned {
  const draft = new EnrollmentDraft(enrollment, outline!);
  const change = event.kind === 'completion' ? draft.complete(event) : draft.watch(event);
  if (!change) throw new Error('it was done already');
  return { event, change, before: enrollment, after: draft.after, outline: outline! };
}

const watch = (course: OutlinedEnrollment & { lessons: string[] }, seconds: number, at = NOON): Learned =>
  learn(course, {
    kind: 'heartbeat',
    courseId: '',
    lessonId: course.lessons[0]!,
    eventId: 'e',
    positionSeconds: 7,
    seconds,
    at,
  });
const complete = (course: OutlinedEnrollment & { lessons: string[] }, index: number): Learned =>
  learn(course, { kind: 'completion', courseId: '', lessonId: course.lessons[index]!, at: NOON });

const partsOf = (
  taken: readonly OutlinedEnrollment[],
  days: readonly (readonly [day: number, totals: DayTotals])[] = [],
): DashboardParts => ({
  ...{ userId: USER.toHexString(), taken, days: new Map(days), recommendations: [] },
  ...{ now: before(1), timezone: 'UTC' },
});

/** As it was shown, with the event; and as it would be read with the event in the database. */
function bothWays(parts: DashboardParts, learned: Learned) {
  const { timezone, taken, days } = parts;
  const visitedAt = taken[0]?.enrollment.last_accessed_at.getTime() ?? 0;
  const { seconds, completions } = days.get(TODAY) ?? { seconds: 0, completions: 0 };
  const today = {
    seconds: seconds + (learned.change.seconds ?? 0),
    completions: completions + (learned.event.kind === 'completion' ? 1 : 0),
  };
  const own = { enrollment: learned.after, outline: learned.outline };
  const others = taken.filter(({ outline }) => outline?.id !== learned.outline.id);
  return {
    advanced: advanceDashboard(presentDashboard(parts), { timezone, visitedAt }, learned),
    read: presentDashboard({
      ...parts,
      taken: [own, ...others],
      days: new Map([...days, [TODAY, today]]),
      now: learned.event.at,
    }),
  };
}

describe('a dashboard after an event', () => {
  const counted: DayTotals = { seconds: 60, completions: 0 };
  const tooLittle: DayTotals = { seconds: 59, completions: 0 };
  const runs: readonly (readonly (readonly [number, DayTotals])[])[] = [
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
        const { advanced, read } = bothWays(partsOf([take(1), course], days), watch(course, seconds));
        expect(advanced).toEqual(read);
      }
      const course = take(2);
      const { advanced, read } = bothWays(partsOf([course], days), complete(course, 0));
      expect(advanced).toEqual(read);
    }
  });

  it('puts the course first, be it shown or not', () => {
    for (const shown of [0, 1, 4, 5, 6]) {
      const taken = Array.from({ length: 7 }, (_, index) => take(index + 1));
      const { advanced, read } = bothWays(partsOf(taken), watch(taken[shown]!, 30));
      expect(advanced).toEqual(read);
      expect(advanced!.continue_learning[0]!.course.id).toBe(taken[shown]!.outline!.id);
    }
  });

  it('leaves a course out that is completed, where all the others are shown', () => {
    const last = take(3);
    const half = { ...last, enrollment: complete(last, 0).after };
    const { advanced, read } = bothWays(partsOf([take(1), half]), complete(half, 1));
    expect(advanced).toEqual(read);
    expect(advanced).toMatchObject({ totals: { active: 1, completed: 1 } });
    expect(advanced!.continue_learning).toHaveLength(1);
  });

  describe('does not follow from what is shown', () => {
    it('where another course comes up in place of one that is completed', () => {
      const last = take(1);
      const half = { ...last, enrollment: { ...complete(last, 0).after, last_accessed_at: before(1) } };
      const taken = [half, ...[2, 3, 4, 5, 6].map((hours) => take(hours))];
      expect(bothWays(partsOf(taken), complete(half, 1)).advanced).toBeNull();
    });

    it('where another course was visited later', () => {
      const [first, second] = [take(1), take(2)];
      expect(bothWays(partsOf([first, second]), watch(second, 30, before(1))).advanced).toBeNull();
      expect(bothWays(partsOf([first, second]), watch(second, 30, before(1.5))).advanced).toBeNull();
    });

    it('on another day, which is the learner’s own', () => {
      const course = take(5);
      const tomorrow = new Date(NOON.getTime() + 12 * HOUR_MS);
      expect(bothWays(partsOf([course]), watch(course, 30, tomorrow)).advanced).toBeNull();
      const inTokyo = { ...partsOf([course]), timezone: 'Asia/Tokyo', now: before(0) };
      const lastMinuteThere = new Date(NOON.getTime() + 3 * HOUR_MS - 60_000);
      expect(bothWays(inTokyo, watch(course, 30, lastMinuteThere)).advanced).not.toBeNull();
      expect(
        bothWays(inTokyo, watch(course, 30, new Date(NOON.getTime() + 3 * HOUR_MS))).advanced,
      ).toBeNull();
    });
  });
});
