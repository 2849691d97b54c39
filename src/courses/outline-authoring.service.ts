import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { ConflictError } from '../common/index.js';
import { CourseEditor } from './course-editor.service.js';
import { COURSE_LIMITS } from './course-limits.js';
import type { Course, OutlineLesson, OutlineSection } from './course.schema.js';
import type { CreateLesson, UpdateLesson, WriteOutline, WriteSection } from './dto/written-outline.dto.js';
import type { Precondition } from './if-match.js';
import { LessonContentRepository } from './lesson-content.repository.js';
import {
  countLessons,
  findLesson,
  findSection,
  reorder,
  withLesson,
  withoutLesson,
  withSection,
} from './outline.js';

/** A lesson where it stands, with its content. */
export interface PlacedLesson {
  readonly section: OutlineSection;
  readonly lesson: OutlineLesson;
  readonly content: string;
}

/** Sections, lessons and their order. Every method is one transaction over the course and its contents. */
@Injectable()
export class OutlineAuthoring {
  constructor(
    private readonly editor: CourseEditor,
    private readonly contents: LessonContentRepository,
  ) {}

  /** @throws {ConflictError} when the course is full. */
  async addSection(
    courseId: string,
    body: WriteSection,
    precondition: Precondition,
  ): Promise<OutlineSection> {
    const section: OutlineSection = { id: new Types.ObjectId(), title: body.title, lessons: [] };
    await this.editor.edit(courseId, precondition, ({ sections }) => {
      if (sections.length >= COURSE_LIMITS.sections) throw fullOf('sections');
      return { set: { sections: [...sections, section] } };
    });
    return section;
  }

  async renameSection(
    courseId: string,
    sectionId: string,
    { title }: WriteSection,
    precondition: Precondition,
  ): Promise<OutlineSection> {
    const course = await this.editor.edit(courseId, precondition, ({ sections }) => ({
      set: { sections: withSection(sections, { ...findSection(sections, sectionId), title }) },
    }));
    return findSection(course.sections, sectionId);
  }

  /** Removes a section and the lessons in it. */
  async removeSection(courseId: string, sectionId: string, precondition: Precondition): Promise<void> {
    await this.editor.edit(courseId, precondition, async ({ sections }) => {
      const removed = findSection(sections, sectionId);
      await this.contents.delete(removed.lessons.map(({ id }) => id));
      return {
        set: { sections: sections.filter((section) => section !== removed) },
        outlineChanged: removed.lessons.length > 0,
      };
    });
  }

  /** @throws {ConflictError} when the course is full. */
  async addLesson(
    courseId: string,
    sectionId: string,
    { content, ...body }: CreateLesson,
    precondition: Precondition,
    now: Date,
  ): Promise<PlacedLesson> {
    const lesson: OutlineLesson = { id: new Types.ObjectId(), ...body, added_at: now };
    const course = await this.editor.edit(courseId, precondition, async ({ _id, sections }) => {
      const section = findSection(sections, sectionId);
      if (countLessons(sections) >= COURSE_LIMITS.lessons) throw fullOf('lessons');
      await this.contents.write(lesson.id, _id, { title: lesson.title, content });
      const extended = { ...section, lessons: [...section.lessons, lesson] };
      return { set: { sections: withSection(sections, extended) }, outlineChanged: true };
    });
    return { section: findSection(course.sections, sectionId), lesson, content };
  }

  async changeLesson(
    courseId: string,
    lessonId: string,
    { content, ...body }: UpdateLesson,
    precondition: Precondition,
  ): Promise<PlacedLesson> {
    let written = '';
    const course = await this.editor.edit(courseId, precondition, async ({ _id, sections }) => {
      const { lesson } = findLesson(sections, lessonId);
      const changed: OutlineLesson = { ...lesson, ...definedOf(body) };
      written = content ?? (await this.contents.read(lessonId));
      await this.contents.write(lesson.id, _id, { title: changed.title, content: written });
      return {
        set: { sections: withLesson(sections, changed) },
        outlineChanged: changed.required !== lesson.required,
      };
    });
    return { ...findLesson(course.sections, lessonId), content: written };
  }

  async removeLesson(courseId: string, lessonId: string, precondition: Precondition): Promise<void> {
    await this.editor.edit(courseId, precondition, async ({ sections }) => {
      const { lesson } = findLesson(sections, lessonId);
      await this.contents.delete([lesson.id]);
      return { set: { sections: withoutLesson(sections, lesson.id) }, outlineChanged: true };
    });
  }

  /** @throws {InvalidInputError} unless every section and every lesson is named exactly once. */
  async reorder(courseId: string, body: WriteOutline, precondition: Precondition): Promise<Course> {
    return this.editor.edit(courseId, precondition, ({ sections }) => ({
      set: { sections: reorder(sections, body) },
    }));
  }
}

function fullOf(what: 'sections' | 'lessons'): ConflictError {
  return new ConflictError(`A course has at most ${COURSE_LIMITS[what]} ${what}.`);
}

/** The members that are not undefined. */
function definedOf<T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
