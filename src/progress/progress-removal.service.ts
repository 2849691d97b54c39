import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CourseRemoval } from '../courses/index.js';
import { LearningRepository } from './learning.repository.js';

/** Takes completions and heartbeats along when a course is deleted. */
@Injectable()
export class ProgressRemoval implements OnModuleInit {
  constructor(
    private readonly removal: CourseRemoval,
    private readonly learning: LearningRepository,
  ) {}

  onModuleInit(): void {
    this.removal.register('progress', (_session, courseId) => this.learning.deleteSomeOfCourse(courseId));
  }
}
