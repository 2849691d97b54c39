import { Injectable } from '@nestjs/common';
import { CourseSchema, LessonContentSchema, type Course } from '../../courses/index.js';
import { EnrollmentSchema } from '../../enrollments/enrollment.schema.js';
import { CompletionSchema } from '../../progress/learning.schema.js';
import { UserSchema } from '../../users/user.schema.js';
import { BulkLoader, type Loaded } from '../bulk/bulk-loader.service.js';
import { nameOfCollection } from '../bulk/name-of-collection.js';
import { RowFaults } from '../csv/row-faults.js';
import type { ImportSummary } from '../import-summary.js';
import type { Progress } from '../progress/progress.js';
import { EnrollmentAmender } from './enrollment-amender.service.js';
import { mapCourse, mapLessons } from './map-course.js';
import { PeopleMapper } from './map-people.js';
import { measureFiles } from './oulad-files.js';
import type { OuladSet } from './oulad-set.js';
import { readOulad } from './read-oulad.js';

export interface OuladOptions {
  readonly progress: Progress;
  /** Stop at the first row that cannot be used, with nothing written. */
  readonly strict: boolean;
}

/**
 * Brings the Open University Learning Analytics Dataset in: all of it is read and checked first, in
 * columns of numbers, then written in batches.
 *
 * Source: Kuzilek J., Hlosta M., Zdrahal Z., Scientific Data 4:170171 (2017).
 */
@Injectable()
export class OuladImport {
  constructor(
    private readonly loader: BulkLoader,
    private readonly amender: EnrollmentAmender,
  ) {}

  /**
   * @param dir folder of the six files
   * @throws {ImportError} when a file or a column is missing; nothing is written then
   * @throws {MalformedRowError} in a strict run; nothing is written then
   */
  async run(dir: string, { progress, strict }: OuladOptions): Promise<ImportSummary> {
    const faults = new RowFaults({ tell: (line) => progress.tell(line), strict });
    const reading = progress.begin('reading the files', await measureFiles(dir));
    try {
      const set = await readOulad(dir, { faults, onBytes: (bytes) => reading.advance(bytes) });
      reading.end();
      return { ...(await this.write(set, progress)), malformed: faults.total };
    } finally {
      reading.end();
    }
  }

  /**
   * People last: an enrolment is never seen without its course, its user and what was done in it. Lessons
   * before courses: a cached search depends on courses, and has their lessons when it has them.
   */
  private async write(set: OuladSet, progress: Progress): Promise<Omit<ImportSummary, 'malformed'>> {
    const courses = set.courses.map(mapCourse);
    const people = new PeopleMapper(set, courses);
    const writing = progress.begin('writing', countDocuments(set));
    const onLoaded = (documents: number): void => writing.advance(documents);
    const load = this.loader;
    try {
      const loaded = new Map<string, Loaded>();
      const lessons = nameOfCollection(LessonContentSchema);
      const required = courses.flatMap((course) => mapLessons(course, true));
      const optional = courses.flatMap((course) => mapLessons(course, false));
      await load.learnNames([...courses, ...required, ...optional]);
      loaded.set('required lessons', await load.insertMissing(lessons, required, { onLoaded }));
      loaded.set('optional lessons', await load.insertMissing(lessons, optional, { onLoaded }));
      loaded.set('courses', await load.insertMissing(nameOfCollection(CourseSchema), courses, { onLoaded }));
      const users = nameOfCollection(UserSchema);
      loaded.set('students', await load.insertMissing(users, people.users(), { onLoaded }));
      const completions = nameOfCollection(CompletionSchema);
      const completed = await load.insertMissing(completions, people.completions(), { onLoaded });
      const { amended, ...enrolled } = await this.writeEnrollments(people, courses, onLoaded);
      loaded.set('enrolments', enrolled);
      loaded.set('completions', completed);
      return { loaded, amended };
    } finally {
      writing.end();
    }
  }

  private async writeEnrollments(
    people: PeopleMapper,
    courses: readonly Course[],
    onLoaded: (documents: number) => void,
  ): Promise<Loaded & { amended: number }> {
    let amended = 0;
    const name = nameOfCollection(EnrollmentSchema);
    const loaded = await this.loader.insertMissing(name, people.enrollments(), {
      onLoaded,
      onPresent: async (present) => void (amended += await this.amender.amend(present, courses)),
    });
    return { ...loaded, amended };
  }
}

function countDocuments({ courses, students, enrollments, completions }: OuladSet): number {
  const lessons = courses.reduce(
    (sum, { assessments, materials }) => sum + assessments.length + materials.length,
    0,
  );
  return (
    courses.length + lessons + students.length + enrollments.student.length + completions.enrollment.length
  );
}
