import type { Types } from 'mongoose';
import { InvalidInputError, NotFoundError, type FieldError } from '../common/index.js';
import type { Course, CourseStatus, OutlineLesson, OutlineSection } from './course.schema.js';
import type { WriteOutline } from './dto/written-outline.dto.js';

/** A course as other features see it: what it consists of, as plain text ids. */
export interface CourseOutline {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  /** BCP 47. */
  readonly language: string;
  readonly status: CourseStatus;
  readonly instructorId: string;
  /** The course's version that this is the outline of. */
  readonly version: number;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly lessons: readonly OutlinedLesson[];
  }[];
}

export interface OutlinedLesson {
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  /** When it was put into the course; null where nobody knows (imported). */
  readonly addedAt: Date | null;
}

/** The members of a course that its outline is made of. */
export const OUTLINED = {
  title: 1,
  category: 1,
  language: 1,
  status: 1,
  instructor: 1,
  version: 1,
  sections: 1,
} as const satisfies Partial<Record<keyof Course, 1>>;

export type OutlinedCourse = Pick<Course, '_id' | keyof typeof OUTLINED>;

export function toOutline(course: OutlinedCourse): CourseOutline {
  return {
    id: course._id.toHexString(),
    title: course.title,
    category: course.category,
    language: course.language,
    status: course.status,
    instructorId: course.instructor.id.toHexString(),
    version: course.version,
    sections: course.sections.map(({ id, title, lessons }) => ({
      id: id.toHexString(),
      title,
      lessons: lessons.map((lesson) => ({
        id: lesson.id.toHexString(),
        title: lesson.title,
        required: lesson.required,
        addedAt: lesson.added_at ?? null,
      })),
    })),
  };
}

type Sections = readonly OutlineSection[];

const is = (id: string) => (part: { id: Types.ObjectId }) => part.id.toHexString() === id;

export function countLessons(sections: Sections): number {
  return sections.reduce((count, { lessons }) => count + lessons.length, 0);
}

/** @throws {NotFoundError} */
export function findSection(sections: Sections, sectionId: string): OutlineSection {
  const section = sections.find(is(sectionId));
  if (!section) throw new NotFoundError(`The course has no section ${sectionId}.`);
  return section;
}

/** @throws {NotFoundError} */
export function findLesson(
  sections: Sections,
  lessonId: string,
): { section: OutlineSection; lesson: OutlineLesson } {
  for (const section of sections) {
    const lesson = section.lessons.find(is(lessonId));
    if (lesson) return { section, lesson };
  }
  throw new NotFoundError(`The course has no lesson ${lessonId}.`);
}

/** The sections with one of them replaced. */
export function withSection(sections: Sections, changed: OutlineSection): OutlineSection[] {
  return sections.map((section) => (section.id.equals(changed.id) ? changed : section));
}

/** The sections with one lesson replaced. */
export function withLesson(sections: Sections, changed: OutlineLesson): OutlineSection[] {
  return sections.map((section) => ({
    ...section,
    lessons: section.lessons.map((lesson) => (lesson.id.equals(changed.id) ? changed : lesson)),
  }));
}

export function withoutLesson(sections: Sections, lessonId: Types.ObjectId): OutlineSection[] {
  return sections.map((section) => ({
    ...section,
    lessons: section.lessons.filter(({ id }) => !id.equals(lessonId)),
  }));
}

/**
 * The same sections and lessons in another order; lessons may move between sections.
 * @throws {InvalidInputError} unless every section and every lesson is named exactly once.
 */
export function reorder(sections: Sections, wanted: WriteOutline): OutlineSection[] {
  const lessons = sections.flatMap((section) => section.lessons);
  const errors = [
    ...compareIds(
      'sections',
      sections.map(idOf),
      wanted.sections.map(({ id }) => id),
    ),
    ...compareIds(
      'lessons',
      lessons.map(idOf),
      wanted.sections.flatMap(({ lesson_ids }) => lesson_ids),
    ),
  ];
  if (errors.length > 0) {
    throw new InvalidInputError('The outline must name every section and every lesson exactly once.', {
      errors,
    });
  }
  const sectionById = new Map(sections.map((section) => [idOf(section), section]));
  const lessonById = new Map(lessons.map((lesson) => [idOf(lesson), lesson]));
  return wanted.sections.map(({ id, lesson_ids }) => ({
    ...pick(sectionById, id),
    lessons: lesson_ids.map((lessonId) => pick(lessonById, lessonId)),
  }));
}

function idOf(part: { id: Types.ObjectId }): string {
  return part.id.toHexString();
}

function pick<T>(byId: ReadonlyMap<string, T>, id: string): T {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`outline: ${id} was checked and is gone`);
  return found;
}

function compareIds(path: string, present: readonly string[], named: readonly string[]) {
  const inCourse = new Set(present);
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const id of named) {
    if (!inCourse.has(id)) errors.push({ path, message: `${id} is not in the course` });
    else if (seen.has(id)) errors.push({ path, message: `${id} is named twice` });
    seen.add(id);
  }
  const missing = present.filter((id) => !seen.has(id));
  return [...errors, ...missing.map((id) => ({ path, message: `${id} is missing` }))];
}
