import type {
  CourseBody,
  CourseItemBody,
  LessonBody,
  LessonSummaryBody,
  SectionBody,
} from './dto/course-bodies.dto.js';
import type { Course, OutlineLesson, OutlineSection } from './course.schema.js';

/** What a list needs of a course. */
export type CourseItem = Omit<Course, 'description' | 'sections'>;

export function presentCourseItem(course: CourseItem): CourseItemBody {
  const { stats, instructor } = course;
  return {
    id: course._id.toHexString(),
    title: course.title,
    slug: course.slug,
    summary: course.summary,
    category: course.category,
    level: course.level,
    language: course.language,
    tags: course.tags,
    price: course.price,
    status: course.status,
    instructor: { id: instructor.id.toHexString(), display_name: instructor.display_name },
    version: course.version,
    stats: {
      enrollments: stats.enrollments,
      completions: stats.completions,
      rating_average: stats.rating_average,
      rating_count: stats.rating_count,
    },
    published_at: course.published_at?.toISOString() ?? null,
    created_at: course.created_at.toISOString(),
    updated_at: course.updated_at.toISOString(),
  };
}

export function presentCourse(course: Course): CourseBody {
  return {
    ...presentCourseItem(course),
    description: course.description,
    sections: course.sections.map(presentSection),
  };
}

export function presentSection(section: OutlineSection): SectionBody {
  return {
    id: section.id.toHexString(),
    title: section.title,
    lessons: section.lessons.map(presentLessonSummary),
  };
}

export function presentLesson(
  courseId: string,
  section: OutlineSection,
  lesson: OutlineLesson,
  content: string,
): LessonBody {
  return {
    ...presentLessonSummary(lesson),
    course_id: courseId,
    section_id: section.id.toHexString(),
    content,
  };
}

function presentLessonSummary(lesson: OutlineLesson): LessonSummaryBody {
  return {
    id: lesson.id.toHexString(),
    title: lesson.title,
    type: lesson.type,
    duration_seconds: lesson.duration_seconds,
    required: lesson.required,
  };
}
