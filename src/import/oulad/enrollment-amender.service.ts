import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import type { Course } from '../../courses/index.js';
import { Transactions } from '../../database/index.js';
import { EnrollmentSchema, type Enrollment } from '../../enrollments/enrollment.schema.js';
import { nameOfCollection } from '../bulk/name-of-collection.js';
import { mergeEnrollment } from './merge-enrollment.js';

/** Brings enrolments that are there already up to what the files say. */
@Injectable()
export class EnrollmentAmender {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Adds what is missing in a batch of enrolments, in one transaction, so that a learner who does a
   * lesson at this moment loses nothing.
   * @returns how many were changed: none when the files brought nothing new
   */
  async amend(given: readonly Enrollment[], courses: readonly Course[]): Promise<number> {
    const required = new Map(courses.map((course) => [course._id.toHexString(), requiredLessons(course)]));
    const byId = new Map(given.map((enrollment) => [enrollment._id, enrollment]));
    const { value } = await this.transactions.run(async (session) => {
      const target = this.connection.collection<Enrollment>(nameOfCollection(EnrollmentSchema));
      const stored = await target.find({ _id: { $in: [...byId.keys()] } }, { session }).toArray();
      const changes: mongo.AnyBulkWriteOperation<Enrollment>[] = [];
      for (const enrollment of stored) {
        const other = byId.get(enrollment._id);
        const needed = required.get(enrollment.course_id.toHexString()) ?? [];
        const change = other && mergeEnrollment(enrollment, other, needed);
        if (change)
          changes.push({ updateOne: { filter: { _id: enrollment._id }, update: { $set: change } } });
      }
      if (changes.length > 0) await target.bulkWrite(changes, { session, ordered: false });
      return changes.length;
    });
    return value;
  }
}

function requiredLessons({ sections }: Course): string[] {
  return sections.flatMap(({ lessons }) =>
    lessons.filter(({ required }) => required).map(({ id }) => id.toHexString()),
  );
}
