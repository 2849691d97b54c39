import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { CourseRemoval } from './course-removal.service.js';

const EVERY_MS = 15_000;

/** Finishes deletions that nobody else finishes. Every instance does: twice is once. */
@Injectable()
export class CourseRemovalSchedule {
  private readonly logger = new Logger(CourseRemovalSchedule.name);
  private running = false;

  constructor(private readonly removal: CourseRemoval) {}

  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      await this.removal.sweep(new Date());
    } catch (error) {
      this.logger.warn(error);
    } finally {
      this.running = false;
    }
  }
}
