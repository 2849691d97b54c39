import { Types } from 'mongoose';
import { DAILY_ACTIVITY, type DailyActivity } from '../../src/activity/index.js';
import { COMPLETION, type Completion, type ProgressBody } from '../../src/progress/index.js';
import { OUTBOX, type OutboxEvent } from '../../src/outbox/index.js';
import type { Instance } from './app.js';
import type { BuiltCourse } from './courses.js';
import type { Person } from './people.js';
import type { TestResponse } from './test-client.js';

/** A learner's own way through a course, over HTTP. */
export class Learning {
  constructor(
    readonly person: Person,
    readonly course: BuiltCourse,
  ) {}

  /** Enrols, or throws. */
  static async begin(person: Person, course: BuiltCourse): Promise<Learning> {
    const { status, text } = await person.client.put(`/courses/${course.id}/enrollment`);
    if (status >= 300) throw new Error(`${status}: ${text}`);
    return new Learning(person, course);
  }

  /** @param index of the lesson, in outline order */
  complete(index: number): Promise<TestResponse<ProgressBody>> {
    return this.person.client.put<ProgressBody>(`${this.lessonPath(index)}/completion`);
  }

  uncomplete(index: number): Promise<TestResponse<ProgressBody>> {
    return this.person.client.delete<ProgressBody>(`${this.lessonPath(index)}/completion`);
  }

  watch(index: number, seconds: number, eventId = `event-${Math.random()}`, position_seconds = 10) {
    return this.person.client.post<{ event_id: string; counted_seconds: number }>(
      `${this.lessonPath(index)}/heartbeat`,
      { event_id: eventId, seconds, position_seconds },
    );
  }

  drop() {
    return this.person.client.delete(`/courses/${this.course.id}/enrollment`);
  }

  async progress(): Promise<ProgressBody> {
    return (await this.person.client.get<ProgressBody>(`/users/me/progress/${this.course.id}`)).body;
  }

  private lessonPath(index: number): string {
    return `/courses/${this.course.id}/lessons/${this.course.lessons[index]}`;
  }
}

/** A learner's outbox events of a course, oldest first. */
export async function outboxOf({ connection }: Instance, learning: Learning): Promise<OutboxEvent[]> {
  const events = await connection.model<OutboxEvent>(OUTBOX).find().sort({ _id: 1 }).lean<OutboxEvent[]>();
  return events.filter(
    ({ user_id, course_id }) =>
      user_id?.toHexString() === learning.person.id && course_id.toHexString() === learning.course.id,
  );
}

export function countCompletions({ connection }: Instance, learning: Learning): Promise<number> {
  return connection
    .model<Completion>(COMPLETION)
    .countDocuments({ user_id: learning.person.id, course_id: learning.course.id });
}

/** A completion of the past, as the learner's own write would have left it in the day's row. */
export async function rememberCompletion({ connection }: Instance, person: Person, at: Date): Promise<void> {
  const date = at.toISOString().slice(0, 10);
  const event = { kind: 'completion', at, course_id: new Types.ObjectId(), lesson_id: new Types.ObjectId() };
  await connection
    .model<DailyActivity>(DAILY_ACTIVITY)
    .updateOne(
      { _id: `${person.id}:${date}` },
      { $setOnInsert: { user_id: person.id, date }, $push: { events: event } },
      { upsert: true },
    );
}
