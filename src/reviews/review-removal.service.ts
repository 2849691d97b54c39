import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CourseRemoval } from '../courses/index.js';
import { ReviewRepository } from './review.repository.js';

/** Takes reviews along when a course is deleted. */
@Injectable()
export class ReviewRemoval implements OnModuleInit {
  constructor(
    private readonly removal: CourseRemoval,
    private readonly reviews: ReviewRepository,
  ) {}

  onModuleInit(): void {
    this.removal.register('reviews', (_session, courseId) => this.reviews.deleteSomeOfCourse(courseId));
  }
}
