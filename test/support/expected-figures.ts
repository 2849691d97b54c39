import type { Connection, Types } from 'mongoose';

/**
 * Figures computed the plain way, straight from the source rows, knowing nothing of the product's code:
 * loops and no rollups. For a handful of rows.
 */
interface Row {
  _id: string;
  user_id: { toString(): string };
  course_id: { toString(): string };
  lesson_id: { toString(): string };
  at: Date;
  seconds: number;
  rating: number;
  status: string;
  enrolled_at: Date;
  completed_at: Date | null;
}

interface Lesson {
  id: { toString(): string };
  required: boolean;
}

const DAY = 86_400_000;
const round = (value: number) => Math.round(value * 100) / 100;
const rowsOf = (connection: Connection, name: string, filter = {}) =>
  connection.collection(name).find(filter).toArray() as unknown as Promise<Row[]>;

async function readSources(connection: Connection, filter = {}) {
  return {
    enrollments: await rowsOf(connection, 'enrollments', filter),
    completions: await rowsOf(connection, 'completions', filter),
    heartbeats: await rowsOf(connection, 'heartbeats', filter),
    reviews: await rowsOf(connection, 'reviews', filter),
  };
}

function lastDay({ enrollments, completions, heartbeats }: Awaited<ReturnType<typeof readSources>>) {
  const date = new Date().toISOString().slice(0, 10);
  const isToday = (at: Date) => at.toISOString().startsWith(date);
  const enrolled = enrollments.filter((row) => isToday(row.enrolled_at));
  const done = completions.filter((row) => isToday(row.at));
  const watched = heartbeats.filter((row) => isToday(row.at));
  const learners = new Set([...enrolled, ...done, ...watched].map((row) => row.user_id.toString()));
  return { date, enrollments: enrolled.length, completions: done.length, active: learners.size };
}

/** What `GET /analytics/courses/{id}` should say, times and titles left out. */
export async function expectCourse(connection: Connection, courseId: Types.ObjectId) {
  const sources = await readSources(connection, { course_id: courseId });
  const { enrollments, completions, reviews } = sources;
  const course = (await connection.collection('courses').findOne({ _id: courseId })) as unknown as {
    sections: { lessons: Lesson[] }[];
  };
  const required = course.sections
    .flatMap((section) => section.lessons)
    .filter((lesson) => lesson.required)
    .map((lesson) => lesson.id.toString());
  const doneBy = (row: Row) =>
    required.filter((lesson) =>
      completions.some(
        (done) => done.user_id.toString() === row.user_id.toString() && done.lesson_id.toString() === lesson,
      ),
    );
  const percents = enrollments
    .filter((row) => row.status !== 'dropped')
    .map((row) => Math.floor((doneBy(row).length * 100) / required.length));
  const count = (status: string) => enrollments.filter((row) => row.status === status).length;
  const between = (from: number, to: number) => percents.filter((p) => p >= from && p <= to).length;
  const funnel = required.map((lesson, index) => {
    const completed = enrollments.filter((row) => doneBy(row).includes(lesson)).length;
    const stopped = enrollments.filter((row) => row.status !== 'completed' && doneBy(row).at(-1) === lesson);
    return { lesson_id: lesson, completed, stopped_here: stopped.length, index };
  });
  return {
    enrollments: {
      total: enrollments.length,
      active: count('active'),
      completed: count('completed'),
      dropped: count('dropped'),
    },
    completion_rate: enrollments.length === 0 ? 0 : round((count('completed') / enrollments.length) * 100),
    average_progress:
      percents.length === 0 ? 0 : round(percents.reduce((a, b) => a + b, 0) / percents.length),
    progress_buckets: {
      '0': between(0, 0),
      '1-25': between(1, 25),
      '26-50': between(26, 50),
      '51-75': between(51, 75),
      '76-99': between(76, 99),
      '100': between(100, 100),
    },
    funnel: funnel.map(({ lesson_id, completed, stopped_here, index }) => {
      const before = index === 0 ? enrollments.length : (funnel[index - 1]?.completed ?? 0);
      const drop_off = before === 0 ? 0 : round(((before - completed) / before) * 100);
      return { lesson_id, completed, stopped_here, drop_off: drop_off || 0 };
    }),
    rating: {
      average:
        reviews.length === 0
          ? 0
          : round(reviews.reduce((sum, { rating }) => sum + rating, 0) / reviews.length),
      count: reviews.length,
      histogram: Object.fromEntries(
        [1, 2, 3, 4, 5].map((star) => [star, reviews.filter(({ rating }) => rating === star).length]),
      ),
    },
    lastDay: lastDay(sources),
  };
}

/** What `GET /analytics/platform/overview` should say of learning. */
export async function expectPlatform(connection: Connection) {
  const sources = await readSources(connection);
  const { enrollments, completions, heartbeats } = sources;
  const count = (status: string) => enrollments.filter((row) => row.status === status).length;
  const since = Date.now() - DAY;
  const recent = [
    ...completions.map(({ user_id, at }) => ({ user_id, at })),
    ...heartbeats.map(({ user_id, at }) => ({ user_id, at })),
    ...enrollments.map(({ user_id, enrolled_at: at }) => ({ user_id, at })),
  ].filter(({ at }) => at.getTime() > since);
  return {
    enrollments: {
      total: enrollments.length,
      active: count('active'),
      completed: count('completed'),
      dropped: count('dropped'),
    },
    lessons_completed: completions.length,
    learning_hours: round(heartbeats.reduce((sum, { seconds }) => sum + seconds, 0) / 3600),
    active_today: new Set(recent.map(({ user_id }) => user_id.toString())).size,
    lastDay: lastDay(sources),
  };
}

/**
 * What the rollup of pairs of courses should hold, by `{course}:{course}`, the lesser id first: learners who
 * took both, with fewer than ten other courses in between.
 */
export async function expectCoursePairs(connection: Connection): Promise<Record<string, number>> {
  const enrollments = await rowsOf(connection, 'enrollments');
  const pairs: Record<string, number> = {};
  for (const learner of new Set(enrollments.map(({ user_id }) => user_id.toString()))) {
    const courses = enrollments
      .filter(({ user_id }) => user_id.toString() === learner)
      .sort((a, b) => a.enrolled_at.getTime() - b.enrolled_at.getTime() || (a._id < b._id ? -1 : 1))
      .map(({ course_id }) => course_id.toString());
    for (const [place, course] of courses.entries()) {
      for (const earlier of courses.slice(Math.max(0, place - 10), place)) {
        const id = [course, earlier].sort().join(':');
        pairs[id] = (pairs[id] ?? 0) + 1;
      }
    }
  }
  return pairs;
}

/** What the rollup of pairs of courses holds. */
export async function readCoursePairs(connection: Connection): Promise<Record<string, number>> {
  const pairs = await connection
    .collection<{ _id: string; learners: number }>('rollup_course_pairs')
    .find({ learners: { $ne: 0 } })
    .toArray();
  return Object.fromEntries(pairs.map(({ _id, learners }) => [_id, learners]));
}

/**
 * Published courses by the Bayesian mean of their ratings, the best first, equals with the greater id first:
 * (C·m + Σr) ÷ (C + n), C = 10, m the mean of every rating on the platform.
 */
export async function expectTopRated(connection: Connection): Promise<string[]> {
  const reviews = await rowsOf(connection, 'reviews');
  const sumOf = (rows: readonly Row[]) => rows.reduce((sum, { rating }) => sum + rating, 0);
  const mean = reviews.length === 0 ? 0 : sumOf(reviews) / reviews.length;
  const courses = await connection.collection('courses').find({ status: 'published' }).toArray();
  const scored = courses.map(({ _id }) => {
    const id = _id.toString();
    const own = reviews.filter(({ course_id }) => course_id.toString() === id);
    // What is equal on paper is equal here: sums of binary fractions are not.
    return { id, score: ((10 * mean + sumOf(own)) / (10 + own.length)).toFixed(6) };
  });
  return scored
    .sort((a, b) => Number(b.score) - Number(a.score) || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}
