import { Types } from 'mongoose';
import { Transactions } from '../../src/database/index.js';
import { OUTBOX, OutboxService, type OutboxEvent } from '../../src/outbox/index.js';
import type { Instance } from './app.js';
import type { BuiltCourse } from './courses.js';

/** Names a completion by a user of its own, `number` in the last digits. */
export function userNumbered(number: number): string {
  return number.toString(16).padStart(24, '0');
}

function completionBy(number: number, course: BuiltCourse): Omit<OutboxEvent, '_id'> {
  return {
    type: 'lesson_completed',
    course_id: new Types.ObjectId(course.id),
    lesson_id: new Types.ObjectId(course.lessons[0]),
    user_id: new Types.ObjectId(userNumbered(number)),
    at: new Date(),
    progress_percent: 100,
    effects: {},
  };
}

/** Commits events as a feature does, all in one transaction: what a completion leaves, without the rest of it. */
export async function commitEvents({ app }: Instance, course: BuiltCourse, numbers: readonly number[]) {
  const outbox = app.get(OutboxService, { strict: false });
  await app.get(Transactions, { strict: false }).run(async (session) => {
    for (const number of numbers) await outbox.append(session, completionBy(number, course));
  });
}

/** The same for very many at once, without a transaction around them. */
export async function insertEvents(
  { connection }: Instance,
  course: BuiltCourse,
  first: number,
  count: number,
): Promise<void> {
  const documents = Array.from({ length: count }, (_, n) => ({
    ...completionBy(first + n, course),
    _id: new Types.ObjectId(),
    pending: true as const,
  }));
  await connection.model<OutboxEvent>(OUTBOX).collection.insertMany(documents);
}
