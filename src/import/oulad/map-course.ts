import {
  courseNameWords,
  nameWordsOf,
  NO_STATS,
  slugOf,
  type Course,
  type LessonContent,
  type OutlineSection,
} from '../../courses/index.js';
import { startOf } from './oulad-calendar.js';
import { ouladId } from './oulad-ids.js';
import { courseName, type OuladAssessment, type OuladCourse } from './oulad-set.js';

/** A presentation as a published course: required lessons to hand in first, optional material after. */
export function mapCourse(course: OuladCourse): Course {
  const name = courseName(course);
  const start = startOf(course.presentation);
  const names = { title: name, category: course.module, tags: ['oulad'] };
  return {
    _id: ouladId.course(course),
    ...names,
    slug: slugOf(name),
    summary: `Module ${course.module} of the Open University, presentation ${course.presentation}`,
    description:
      'From the Open University Learning Analytics Dataset (Kuzilek, Hlosta, Zdrahal 2017, doi 10.1038/sdata.2017.171), CC BY 4.0.',
    level: 'all',
    language: 'en',
    price: 0,
    status: 'published',
    instructor: { id: ouladId.instructor(), display_name: 'The Open University' },
    version: 1,
    sections: [...assessmentSections(course), ...materialSections(course)],
    stats: NO_STATS,
    name_words: courseNameWords(names),
    published_at: start,
    created_at: start,
    updated_at: start,
  };
}

/** The required or the optional lessons of a course, as they are kept beside its outline. The data has no content. */
export function mapLessons(course: Course, required: boolean): LessonContent[] {
  return course.sections
    .flatMap(({ lessons }) => lessons)
    .filter((lesson) => lesson.required === required)
    .map(({ id, title }) => ({
      _id: id,
      course_id: course._id,
      title,
      content: '',
      name_words: nameWordsOf(title),
    }));
}

/** Types in the order in which the file first has them for this course. */
function assessmentSections(course: OuladCourse): OutlineSection[] {
  return [...groupByType(course.assessments)].map(([type, assessments]) => ({
    id: ouladId.section(course, 'assessment', type),
    title: type,
    lessons: assessments.toSorted(byDateThenId).map(({ id }) => ({
      id: ouladId.assessment(id),
      title: `${type} ${id}`,
      type: 'assessment',
      duration_seconds: 0,
      required: true,
      added_at: null,
    })),
  }));
}

/** Types in the order of their smallest id. */
function materialSections(course: OuladCourse): OutlineSection[] {
  const inOrder = course.materials.toSorted((a, b) => a.id - b.id);
  return [...groupByType(inOrder)].map(([type, materials]) => ({
    id: ouladId.section(course, 'material', type),
    title: type,
    lessons: materials.map(({ id }) => ({
      id: ouladId.material(id),
      title: `${type} ${id}`,
      type,
      duration_seconds: 0,
      required: false,
      added_at: null,
    })),
  }));
}

function groupByType<T extends { readonly type: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.type);
    if (group) group.push(item);
    else groups.set(item.type, [item]);
  }
  return groups;
}

function byDateThenId(a: OuladAssessment, b: OuladAssessment): number {
  if (a.day === b.day) return a.id - b.id;
  if (a.day === null) return 1;
  return b.day === null ? -1 : a.day - b.day;
}
