import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/*
 * What the product must say about OULAD, computed from the files alone: it shares no code with the
 * importer or the analytics, reads whole files and counts in the plainest way.
 */

export interface ExpectedStep {
  readonly title: string;
  readonly completed: number;
  readonly drop_off: number;
  readonly stopped_here: number;
}

/** The part of a course's analytics that the files determine. */
export interface ExpectedCourse {
  readonly title: string;
  readonly enrollments: { total: number; active: number; completed: number; dropped: number };
  readonly completion_rate: number;
  readonly average_progress: number;
  readonly progress_buckets: Record<string, number>;
  readonly funnel: readonly ExpectedStep[];
  readonly time_to_complete_days: { p25: number | null; p50: number | null; p75: number | null };
  readonly at_risk: number;
}

export interface ExpectedSet {
  readonly totals: {
    courses: number;
    required: number;
    optional: number;
    students: number;
    enrollments: number;
    completions: number;
    active: number;
    completed: number;
    dropped: number;
  };
  readonly courses: readonly ExpectedCourse[];
  /** Students who registered for both, by the titles of the two courses, sorted and joined by ` & `. */
  readonly pairs: Readonly<Record<string, number>>;
}

type Row = Record<string, string>;

async function readTable(dir: string, file: string): Promise<Row[]> {
  return parse(await readFile(join(dir, file)), { columns: true });
}

/** Figures of every course and of the whole, in the order of `courses.csv`. */
export async function computeOuladFigures(dir: string): Promise<ExpectedSet> {
  const courseRows = await readTable(dir, 'courses.csv');
  const assessments = await readTable(dir, 'assessments.csv');
  const materials = await readTable(dir, 'vle.csv');
  const people = await readTable(dir, 'studentInfo.csv');
  const registrations = await readTable(dir, 'studentRegistration.csv');
  const submissions = await readTable(dir, 'studentAssessment.csv');

  const byAssessment = new Map<string, Map<string, number>>();
  for (const row of submissions) {
    const days = byAssessment.get(row['id_assessment']!) ?? new Map<string, number>();
    days.set(row['id_student']!, Number(row['date_submitted']));
    byAssessment.set(row['id_assessment']!, days);
  }
  const courses = courseRows.map((course) =>
    computeCourse(
      course,
      assessments.filter((row) => isOf(course, row)),
      registrations.filter((row) => isOf(course, row)),
      byAssessment,
    ),
  );
  const sum = (of: (course: ExpectedCourse) => number): number =>
    courses.reduce((total, course) => total + of(course), 0);
  return {
    totals: {
      courses: courseRows.length,
      required: assessments.length,
      optional: materials.length,
      students: new Set(people.map((row) => row['id_student'])).size,
      enrollments: registrations.length,
      completions: submissions.length,
      active: sum(({ enrollments }) => enrollments.active),
      completed: sum(({ enrollments }) => enrollments.completed),
      dropped: sum(({ enrollments }) => enrollments.dropped),
    },
    courses,
    pairs: countPairs(registrations),
  };
}

/** Nobody registered for more than ten, so every two of a student's courses are a pair. */
function countPairs(registrations: readonly Row[]): Record<string, number> {
  const titles = new Map<string, string[]>();
  for (const row of registrations) {
    const title = `${row['code_module']} ${row['code_presentation']}`;
    titles.set(row['id_student']!, [...(titles.get(row['id_student']!) ?? []), title]);
  }
  const pairs: Record<string, number> = {};
  for (const taken of titles.values()) {
    for (const [place, title] of taken.entries()) {
      for (const other of taken.slice(0, place)) {
        const pair = [title, other].sort().join(' & ');
        pairs[pair] = (pairs[pair] ?? 0) + 1;
      }
    }
  }
  return pairs;
}

function computeCourse(
  course: Row,
  assessments: readonly Row[],
  registrations: readonly Row[],
  submittedOn: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ExpectedCourse {
  const path = orderAssessments(assessments);
  const learners = registrations.map((row) => {
    const days = path.map((assessment) =>
      submittedOn.get(assessment['id_assessment']!)?.get(row['id_student']!),
    );
    const done = days.filter((day) => day !== undefined);
    const dropped = !isMissing(row['date_unregistration']!);
    const completed = !dropped && path.length > 0 && done.length === path.length;
    const registered = isMissing(row['date_registration']!) ? 0 : Number(row['date_registration']);
    return {
      status: dropped ? 'dropped' : completed ? 'completed' : 'active',
      done: done.length,
      furthest: days.findLastIndex((day) => day !== undefined),
      has: days.map((day) => day !== undefined),
      percent: Math.floor((100 * done.length) / path.length),
      // Submissions are at noon, enrolments at midnight.
      took: completed ? Math.max(0, Math.max(...done) + 0.5 - registered) : null,
    };
  });
  const count = (status: string): number => learners.filter((learner) => learner.status === status).length;
  const current = learners.filter(({ status }) => status !== 'dropped');
  const times = learners.flatMap(({ took }) => (took === null ? [] : [took])).toSorted((a, b) => a - b);
  return {
    title: `${course['code_module']} ${course['code_presentation']}`,
    enrollments: {
      total: learners.length,
      active: count('active'),
      completed: count('completed'),
      dropped: count('dropped'),
    },
    completion_rate: percent(count('completed'), learners.length),
    average_progress: toTwo(current.reduce((sum, learner) => sum + learner.percent, 0) / current.length),
    progress_buckets: countBuckets(current.map((learner) => learner.percent)),
    funnel: path.map((assessment, place) => {
      const completed = learners.filter(({ has }) => has[place]).length;
      const before = place === 0 ? learners.length : learners.filter(({ has }) => has[place - 1]).length;
      return {
        title: `${assessment['assessment_type']} ${assessment['id_assessment']}`,
        completed,
        drop_off: percent(before - completed, before),
        stopped_here: learners.filter(({ status, furthest }) => status !== 'completed' && furthest === place)
          .length,
      };
    }),
    time_to_complete_days: {
      p25: quantile(times, 0.25),
      p50: quantile(times, 0.5),
      p75: quantile(times, 0.75),
    },
    // The data ends years before any test runs: whoever has begun has been idle for long.
    at_risk: learners.filter(({ status, done }) => status === 'active' && done > 0).length,
  };
}

/** By type as it first appears, then by date, those without one last, then by id. */
function orderAssessments(rows: readonly Row[]): Row[] {
  const types = [...new Set(rows.map((row) => row['assessment_type']))];
  const key = (row: Row): [number, number, number] => [
    types.indexOf(row['assessment_type']),
    isMissing(row['date']!) ? Infinity : Number(row['date']),
    Number(row['id_assessment']),
  ];
  return rows.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    const differs = left.findIndex((value, place) => value !== right[place]);
    return differs === -1 ? 0 : left[differs]! < right[differs]! ? -1 : 1;
  });
}

function countBuckets(percents: readonly number[]): Record<string, number> {
  const within = (least: number, most: number): number =>
    percents.filter((value) => value >= least && value <= most).length;
  return {
    '0': within(0, 0),
    '1-25': within(1, 25),
    '26-50': within(26, 50),
    '51-75': within(51, 75),
    '76-99': within(76, 99),
    '100': within(100, 100),
  };
}

function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const position = share * (sorted.length - 1);
  const low = sorted[Math.floor(position)]!;
  const high = sorted[Math.ceil(position)]!;
  return toTwo(low + (position - Math.floor(position)) * (high - low));
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : toTwo((100 * part) / whole);
}

function toTwo(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}

function isMissing(text: string): boolean {
  return text === '' || text === '?';
}

function isOf(course: Row, row: Row): boolean {
  return (
    row['code_module'] === course['code_module'] && row['code_presentation'] === course['code_presentation']
  );
}
