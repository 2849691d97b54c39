/** What progress needs to know of a course: its lessons, in order, as plain text ids. */
export interface Outline {
  readonly sections: readonly OutlineSectionView[];
}

export interface OutlineSectionView {
  readonly id: string;
  readonly lessons: readonly OutlineLessonView[];
}

export interface OutlineLessonView {
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  /** When it was put into the course; null where nobody knows (imported). */
  readonly addedAt: Date | null;
}

/** Every lesson in outline order. */
export function lessonsOf(outline: Outline): OutlineLessonView[] {
  return outline.sections.flatMap(({ lessons }) => lessons);
}

/** The lessons that progress is measured by, in outline order. */
export function requiredLessonsOf(outline: Outline): OutlineLessonView[] {
  return lessonsOf(outline).filter(({ required }) => required);
}
