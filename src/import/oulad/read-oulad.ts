import { join } from 'node:path';
import type { z } from 'zod';
import { readRows, type CsvRow, type ReadOptions } from '../csv/read-rows.js';
import {
  AssessmentRow,
  CourseRow,
  MaterialRow,
  RegistrationRow,
  StudentRow,
  SubmissionRow,
  type OuladFile,
} from './oulad-rows.js';
import { courseName, emptySet, type OuladSet } from './oulad-set.js';

/**
 * Reads the six files and joins them. A row that repeats another, or that refers to a course,
 * assessment or student that no other row made, goes to the faults too.
 *
 * Nothing is written meanwhile, so that a strict run that stops leaves the database as it was.
 * @throws {ImportError} for a file that lacks a column
 * @throws {MalformedRowError} in a strict run
 */
export async function readOulad(dir: string, options: ReadOptions): Promise<OuladSet> {
  const reader = new OuladReader(dir, options);
  await reader.readCourses();
  await reader.readAssessments();
  await reader.readMaterials();
  await reader.readStudents();
  await reader.readRegistrations();
  await reader.readSubmissions();
  return reader.set;
}

interface Presentation {
  readonly code_module: string;
  readonly code_presentation: string;
}

/** Holds what is needed to look rows up while reading, and nothing after. */
class OuladReader {
  readonly set = emptySet();
  private readonly courses = new Map<string, number>();
  private readonly assessments = new Map<number, { course: number; place: number }>();
  private readonly materials = new Set<number>();
  private readonly students = new Map<number, number>();
  /** Students of a course, see `pair`. */
  private readonly listed = new Set<number>();
  private readonly enrollments = new Map<number, number>();
  private readonly submitted = new Set<number>();

  constructor(
    private readonly dir: string,
    private readonly options: ReadOptions,
  ) {}

  async readCourses(): Promise<void> {
    await this.read('courses.csv', CourseRow, (row) => {
      const course = { module: row.code_module, presentation: row.code_presentation };
      if (this.courses.has(courseName(course))) return `repeats course ${courseName(course)}`;
      this.courses.set(courseName(course), this.set.courses.length);
      this.set.courses.push({ ...course, assessments: [], materials: [] });
      return undefined;
    });
  }

  async readAssessments(): Promise<void> {
    await this.read('assessments.csv', AssessmentRow, (row) => {
      const course = this.findCourse(row);
      if (course === undefined) return unknownCourse(row);
      if (this.assessments.has(row.id_assessment)) return `repeats assessment ${row.id_assessment}`;
      this.assessments.set(row.id_assessment, { course, place: this.assessments.size });
      const { id_assessment: id, assessment_type: type, date } = row;
      this.set.courses[course]?.assessments.push({ id, type, day: date });
      return undefined;
    });
  }

  async readMaterials(): Promise<void> {
    await this.read('vle.csv', MaterialRow, (row) => {
      const course = this.findCourse(row);
      if (course === undefined) return unknownCourse(row);
      if (this.materials.has(row.id_site)) return `repeats site ${row.id_site}`;
      this.materials.add(row.id_site);
      this.set.courses[course]?.materials.push({ id: row.id_site, type: row.activity_type });
      return undefined;
    });
  }

  async readStudents(): Promise<void> {
    await this.read('studentInfo.csv', StudentRow, (row) => {
      const course = this.findCourse(row);
      if (course === undefined) return unknownCourse(row);
      const student = this.students.get(row.id_student) ?? this.set.students.push(row.id_student) - 1;
      this.students.set(row.id_student, student);
      if (this.listed.has(this.pair(student, course)))
        return `repeats student ${row.id_student} in ${nameOf(row)}`;
      this.listed.add(this.pair(student, course));
      return undefined;
    });
  }

  async readRegistrations(): Promise<void> {
    const { enrollments } = this.set;
    await this.read('studentRegistration.csv', RegistrationRow, (row) => {
      const course = this.findCourse(row);
      if (course === undefined) return unknownCourse(row);
      const student = this.students.get(row.id_student);
      if (student === undefined) return unknownStudent(row);
      const pair = this.pair(student, course);
      if (this.enrollments.has(pair)) return `repeats student ${row.id_student} in ${nameOf(row)}`;
      this.enrollments.set(pair, enrollments.student.length);
      enrollments.student.push(student);
      enrollments.course.push(course);
      enrollments.registered.push(row.date_registration);
      enrollments.unregistered.push(row.date_unregistration);
      return undefined;
    });
  }

  async readSubmissions(): Promise<void> {
    const { completions } = this.set;
    await this.read('studentAssessment.csv', SubmissionRow, (row) => {
      const assessment = this.assessments.get(row.id_assessment);
      if (!assessment) return `no assessment ${row.id_assessment}`;
      const student = this.students.get(row.id_student);
      if (student === undefined) return unknownStudent(row);
      const enrollment = this.enrollments.get(this.pair(student, assessment.course));
      if (enrollment === undefined)
        return `student ${row.id_student} is not registered where assessment ${row.id_assessment} is`;
      const submission = enrollment * this.assessments.size + assessment.place;
      if (this.submitted.has(submission))
        return `repeats assessment ${row.id_assessment} of student ${row.id_student}`;
      this.submitted.add(submission);
      completions.enrollment.push(enrollment);
      completions.assessment.push(row.id_assessment);
      completions.day.push(row.date_submitted);
      return undefined;
    });
  }

  /** Hands each row to `take`, which says what is wrong with it, if anything. */
  private async read<S extends z.ZodObject>(
    file: OuladFile,
    schema: S,
    take: (row: z.infer<S>) => string | undefined,
  ): Promise<void> {
    const rows: AsyncIterable<CsvRow<z.infer<S>>> = readRows(join(this.dir, file), schema, this.options);
    for await (const { line, row } of rows) {
      const fault = take(row);
      if (fault !== undefined) this.options.faults.add(file, line, fault);
    }
  }

  private findCourse(row: Presentation): number | undefined {
    return this.courses.get(nameOf(row));
  }

  /** One number for a student in a course. */
  private pair(student: number, course: number): number {
    return student * this.set.courses.length + course;
  }
}

function nameOf(row: Presentation): string {
  return courseName({ module: row.code_module, presentation: row.code_presentation });
}

function unknownCourse(row: Presentation): string {
  return `no course ${nameOf(row)}`;
}

function unknownStudent(row: { readonly id_student: number }): string {
  return `no student ${row.id_student}`;
}
