import { Types } from 'mongoose';
import { CourseStatsService, type Course, type CourseBody } from '../../src/courses/index.js';
import { Transactions } from '../../src/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { createInstructor } from '../support/people.js';

describe('a course’s counters', () => {
  let app: TestApp;
  let course: CourseBody;

  beforeAll(async () => {
    app = await startTestApp('course-stats');
    course = await createPublished(await createInstructor(app));
  });
  afterAll(() => app?.stop());

  it('change nothing but themselves, so that the log’s follower may pass them over', async () => {
    const courses = app.connection.collection<Course>('courses');
    const _id = new Types.ObjectId(course.id);
    const before = await courses.findOne({ _id });
    const changes = courses.watch([{ $match: { 'documentKey._id': _id } }]);
    try {
      // The first look opens the stream; what is written from here on is seen.
      expect(await changes.tryNext()).toBeNull();
      const delta = {
        courseId: course.id,
        enrollments: 3,
        completions: 1,
        rating: { sum: 9, count: 2, stars: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 1 } },
      };
      const stats = app.app.get(CourseStatsService, { strict: false });
      await app.app.get(Transactions, { strict: false }).run((session) => stats.apply(session, [delta], 4));
      const seen = await changes.next();
      if (seen.operationType !== 'update') throw new Error(`not an update: ${seen.operationType}`);
      const changed = Object.keys(seen.updateDescription.updatedFields ?? {});
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.filter((path) => !path.startsWith('stats.'))).toEqual([]);
      expect(await courses.findOne({ _id })).toEqual({
        ...before,
        stats: {
          enrollments: 3,
          completions: 1,
          rating_sum: 9,
          rating_count: 2,
          rating_histogram: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 1 },
          rating_average: 4.5,
          rating_score: expect.closeTo((10 * 4 + 9) / (10 + 2), 5),
        },
      });
    } finally {
      await changes.close();
    }
  });
});
