import { Injectable } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CourseSchema, type Course } from '../../courses/index.js';
import { UserSchema, type User } from '../../users/user.schema.js';
import { BulkLoader, type Loaded } from '../bulk/bulk-loader.service.js';
import { inBatches } from '../bulk/in-batches.js';
import { nameOfCollection } from '../bulk/name-of-collection.js';
import { readRows } from '../csv/read-rows.js';
import { RowFaults } from '../csv/row-faults.js';
import type { ImportSummary } from '../import-summary.js';
import { ImportError } from '../import.errors.js';
import type { Progress } from '../progress/progress.js';
import { catalogueRow } from './catalogue-row.js';
import { mapCatalogueRow, mapInstructor } from './map-catalogue-row.js';

export interface CatalogueOptions {
  readonly progress: Progress;
  /** Stop at the first row that cannot be used, with nothing written. */
  readonly strict: boolean;
  readonly now: Date;
}

const BATCH = 500;

/** Brings courses in from a CSV file, streaming. What is there already stays as it is. */
@Injectable()
export class CatalogueImport {
  constructor(private readonly loader: BulkLoader) {}

  /**
   * @throws {ImportError} when the file or its `title` column is missing; nothing is written then
   * @throws {MalformedRowError} in a strict run; nothing is written then
   */
  async run(path: string, options: CatalogueOptions): Promise<ImportSummary> {
    const size = await measureFile(path);
    if (options.strict) await check(path, size, options);
    return await this.load(path, size, options);
  }

  private async load(
    path: string,
    size: number,
    { progress, now }: CatalogueOptions,
  ): Promise<ImportSummary> {
    const faults = new RowFaults({ tell: (line) => progress.tell(line), strict: false });
    const courses: Loaded = { added: 0, present: 0 };
    const instructors: Loaded = { added: 0, present: 0 };
    const known = new Set<string>();
    const step = progress.begin('importing courses', size);
    try {
      const rows = readCourses(path, {
        faults,
        now,
        onBytes: (bytes) => step.advance(bytes),
        onIgnored: (columns) => progress.tell(`ignored columns: ${columns.join(', ')}`),
      });
      for await (const batch of inBatches(rows, BATCH)) {
        const people = instructorsOf(batch, now).filter(({ _id }) => !known.has(_id.toHexString()));
        for (const { _id } of people) known.add(_id.toHexString());
        add(instructors, await this.loader.insertMissing(nameOfCollection(UserSchema), people));
        const documents = batch.map(({ course }) => course);
        await this.loader.learnNames(documents);
        add(courses, await this.loader.insertMissing(nameOfCollection(CourseSchema), documents));
      }
    } finally {
      step.end();
    }
    const loaded = new Map([
      ['courses', courses],
      ['instructors', instructors],
    ]);
    return { loaded, amended: 0, malformed: faults.total };
  }
}

interface NamedCourse {
  readonly course: Course;
  /** As the row spells it, if it does. */
  readonly instructor: string | undefined;
}

interface CourseReading {
  readonly faults: RowFaults;
  readonly now: Date;
  readonly onBytes?: (count: number) => void;
  readonly onIgnored?: (columns: readonly string[]) => void;
}

/** A row that repeats a course of the same file is a fault: one of the two would be lost without a word. */
async function* readCourses(path: string, { now, ...options }: CourseReading): AsyncGenerator<NamedCourse> {
  const lines = new Map<string, number>();
  for await (const { line, row } of readRows(path, catalogueRow(now), { ...options, multiline: true })) {
    const course = mapCatalogueRow(row, now);
    const id = course._id.toHexString();
    const earlier = lines.get(id);
    if (earlier === undefined) {
      lines.set(id, line);
      yield { course, instructor: row.instructor };
    } else options.faults.add(basename(path), line, `repeats the course of line ${earlier}`);
  }
}

/** One a person, however often and in whatever case the rows name them. */
function instructorsOf(batch: readonly NamedCourse[], now: Date): User[] {
  const people = batch.flatMap(({ instructor }) => (instructor ? mapInstructor(instructor, now) : []));
  return [...new Map(people.map((person) => [person._id.toHexString(), person])).values()];
}

/** Reads all of the file once and writes nothing. */
async function check(path: string, size: number, { progress, now }: CatalogueOptions): Promise<void> {
  const faults = new RowFaults({ tell: (line) => progress.tell(line), strict: true });
  const step = progress.begin('checking the file', size);
  try {
    for await (const { course } of readCourses(path, { faults, now })) void course;
  } finally {
    step.end();
  }
}

async function measureFile(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ImportError(`${path} is not a file; nothing was written`);
  return found.size;
}

function add(total: Loaded, more: Loaded): void {
  total.added += more.added;
  total.present += more.present;
}
