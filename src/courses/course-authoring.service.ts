import { Injectable } from '@nestjs/common';
import slugify from '@sindresorhus/slugify';
import { Types } from 'mongoose';
import { ForbiddenError, hasRole, InvalidInputError, type Principal } from '../common/index.js';
import { Transactions } from '../database/index.js';
import { EventBus } from '../events/index.js';
import { UsersService } from '../users/index.js';
import { unknownCourse } from './course-access.js';
import { CourseEditor } from './course-editor.service.js';
import { CourseRemoval } from './course-removal.service.js';
import { CourseRepository, type CourseChange } from './course.repository.js';
import type { Course } from './course.schema.js';
import { NO_STATS } from './course-stats.js';
import type { CreateCourse, UpdateCourse } from './dto/written-course.dto.js';
import { assertMatches, type Precondition } from './if-match.js';
import { LessonContentRepository } from './lesson-content.repository.js';

/** A title as part of a URL; `course` where nothing of it can be spelled in one. */
export function slugOf(title: string): string {
  return slugify(title) || 'course';
}

/** Makes, changes, publishes, archives and deletes courses. */
@Injectable()
export class CourseAuthoring {
  constructor(
    private readonly editor: CourseEditor,
    private readonly courses: CourseRepository,
    private readonly contents: LessonContentRepository,
    private readonly removal: CourseRemoval,
    private readonly users: UsersService,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
  ) {}

  /** Makes a draft of the author's own, or, for an admin who names one, of another instructor's. */
  async create({ instructor_id, ...body }: CreateCourse, author: Principal): Promise<Course> {
    const instructor = await this.chooseInstructor(instructor_id ?? author.id, author);
    const { value, writtenAt } = await this.transactions.run(() =>
      this.courses.insert({
        _id: new Types.ObjectId(),
        title: body.title,
        slug: slugOf(body.title),
        summary: body.summary ?? '',
        description: body.description ?? '',
        category: body.category ?? 'general',
        level: body.level ?? 'all',
        language: body.language ?? 'en',
        tags: body.tags ?? [],
        price: body.price ?? 0,
        status: 'draft',
        instructor,
        version: 1,
        sections: [],
        stats: NO_STATS,
        published_at: null,
      }),
    );
    await this.events.announce('course.created', { courseId: value._id.toHexString(), writtenAt });
    return value;
  }

  async update(
    courseId: string,
    { instructor_id, ...body }: UpdateCourse,
    author: Principal,
    precondition: Precondition,
  ): Promise<Course> {
    const change: CourseChange = Object.fromEntries(
      Object.entries(body).filter(([, value]) => value !== undefined),
    );
    if (body.title !== undefined) change.slug = slugOf(body.title);
    if (instructor_id !== undefined) change.instructor = await this.chooseInstructor(instructor_id, author);
    return this.editor.edit(courseId, precondition, () => ({ set: change }));
  }

  /** Publishes a draft, or an archived course again; its first publication's time stays. */
  async publish(courseId: string, precondition: Precondition, now: Date): Promise<Course> {
    return this.editor.edit(courseId, precondition, ({ status, published_at }) => ({
      set: status === 'published' ? null : { status: 'published', published_at: published_at ?? now },
    }));
  }

  async archive(courseId: string, precondition: Precondition): Promise<Course> {
    return this.editor.edit(courseId, precondition, ({ status }) => ({
      set: status === 'archived' ? null : { status: 'archived' },
    }));
  }

  /**
   * Deletes a course: it is gone with one transaction, and everything that any feature keeps of it is
   * gone when this returns (see `CourseRemoval`).
   */
  async delete(courseId: string, precondition: Precondition, now: Date): Promise<void> {
    const { writtenAt } = await this.transactions.run(async () => {
      const course = await this.courses.find(courseId);
      if (!course) throw unknownCourse(courseId);
      assertMatches(precondition, course.version);
      await this.courses.delete(courseId);
      await this.contents.deleteOfCourse(courseId);
      await this.removal.begin(courseId, now);
    });
    await this.events.announce('course.deleted', { courseId, writtenAt });
    await this.removal.removeAll(courseId, now);
  }

  private async chooseInstructor(userId: string, author: Principal): Promise<Course['instructor']> {
    if (userId !== author.id && !hasRole(author.role, 'admin')) {
      throw new ForbiddenError('Only an administrator may choose the instructor.');
    }
    const user = await this.users.findById(userId);
    if (!user || user.disabled || !hasRole(user.role, 'instructor')) {
      throw new InvalidInputError('The instructor must be an instructor.', {
        errors: [{ path: 'instructor_id', message: 'is not an instructor' }],
      });
    }
    return { id: user._id, display_name: user.display_name };
  }
}
