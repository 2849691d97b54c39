import type { Db } from 'mongodb';
import { Mongoose, Types } from 'mongoose';
import { COURSE, CourseSchema, type Course } from '../../src/courses/course.schema.js';

/** A page of lists. */
const COURSES = 50;
const SUMMARY = 'What it is about, and who should know how much before. '.repeat(8);
const FOREVER = new Date('2999-01-01');

/** Puts in courses for lists to show, and nobody who reads them but whoever asks. Before the product starts. */
export async function fillStock(db: Db): Promise<void> {
  const model = new Mongoose().model<Course>(COURSE, CourseSchema);
  const now = new Date();
  const courses = Array.from({ length: COURSES }, (_, n) =>
    new model({
      title: `Course ${n}`,
      slug: `course-${n}`,
      summary: SUMMARY,
      status: 'published',
      instructor: { id: new Types.ObjectId(), display_name: 'Somebody' },
      published_at: now,
      created_at: now,
      updated_at: now,
    }).toObject(),
  );
  await db.collection('courses').insertMany(courses);
  // Warming that is repeated reads courses too, so that MongoDB's counts would not be the flood's alone.
  await db
    .collection<{ _id: string }>('leases')
    .insertOne({ _id: 'warming', leader: 'nobody', lease_expires_at: FOREVER } as never);
}
