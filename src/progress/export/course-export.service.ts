import { Injectable } from '@nestjs/common';
import { addAbortSignal, Readable } from 'node:stream';
import { NotFoundError } from '../../common/index.js';
import { CoursesService, type CourseOutline } from '../../courses/index.js';
import { SnapshotReader } from '../../database/index.js';
import { EnrollmentsService } from '../../enrollments/index.js';
import { presentProgress } from '../progress.presenter.js';

/** Lines are sent together up to this many characters. */
const CHUNK = 16_384;

/** A client that has not read everything by then is cut off: the database lets go of a snapshot after 300 s. */
const BOUND_MS = 240_000;

/** Everybody's progress in a course, as text that is made while it is read. */
@Injectable()
export class CourseExport {
  constructor(
    private readonly courses: CoursesService,
    private readonly enrollments: EnrollmentsService,
    private readonly snapshots: SnapshotReader,
  ) {}

  /**
   * One line of JSON for each enrolment, dropped ones too, all of them and the outline at one snapshot:
   * that of the request. Reads no further ahead than the client takes, ends the cursor when the client goes
   * away, and is destroyed, not ended, when something fails.
   * @throws {NotFoundError}
   */
  async open(courseId: string): Promise<Readable> {
    const outline = await this.courses.findOutline(courseId);
    if (!outline) throw new NotFoundError(`There is no course ${courseId}.`);
    const lines = this.snapshots.stream(() => this.lines(outline));
    const text = Readable.from(inChunks(lines), { objectMode: false, highWaterMark: CHUNK });
    return addAbortSignal(AbortSignal.timeout(BOUND_MS), text);
  }

  private async *lines(outline: CourseOutline): AsyncGenerator<string> {
    for await (const enrollment of this.enrollments.listOfCourse(outline.id))
      yield `${JSON.stringify(presentProgress(enrollment, outline))}\n`;
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}
