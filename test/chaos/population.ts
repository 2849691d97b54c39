import type { Db } from 'mongodb';
import type { RoleName } from '../../src/common/index.js';
import { createOpenCourse } from '../support/courses.js';
import type { Person } from '../support/people.js';
import { insertPerson, signIn } from '../support/raw-people.js';
import { TestClient } from '../support/test-client.js';
import { foldedObject, taughtObject, type History } from './history.js';
import { JWT_SECRET } from './world.js';

/** Somebody who is signed in for longer than any phase. */
export interface Actor {
  readonly id: string;
  readonly authorization: string;
}

export interface Learner extends Actor {
  readonly courseId: string;
  readonly lessons: readonly string[];
  /** How many lessons are done, -1 before the enrolment; the learner's one writer counts. */
  done: number;
}

export interface Slot {
  readonly group: string;
  /** The course of the moment; undefined between deletion and re-creation. */
  courseId: string | undefined;
  /** A deletion was asked for and not acknowledged: it may have happened. */
  askedToDelete: boolean;
}

/** Who takes part in a phase, and what they read and write. */
export interface Population {
  readonly group: string;
  readonly admin: Actor;
  readonly author: Actor;
  /** What all learners take. */
  readonly courseId: string;
  /** How many completions in it have been acknowledged. */
  completions: number;
  readonly learners: readonly Learner[];
  /** Not enrolled in the learning course when the phase begins: their progress is looked up before there is any. */
  readonly newcomers: readonly Learner[];
  readonly slots: readonly Slot[];
  /** Every course that ever was in a slot, the deleted ones too. */
  readonly courseIds: string[];
}

/** Writes people past the product, and makes a learning course and enrolments through it. */
export async function settlePeople(
  db: Db,
  url: string,
  history: History,
  size: {
    readonly group: string;
    readonly learners: number;
    readonly newcomers: number;
    readonly slots: number;
    readonly lessons: number;
  },
): Promise<Population> {
  const [admin, author, ...students] = await Promise.all([
    addPerson(db, 'admin'),
    addPerson(db, 'instructor'),
    ...Array.from({ length: size.learners + size.newcomers }, () => addPerson(db, 'student')),
  ]);
  if (!admin || !author) throw new Error('nobody came');
  const client = new TestClient(url, { authorization: author.authorization });
  const titles = Array.from({ length: size.lessons }, (_, n) => `Lesson ${n}`);
  const course = await createOpenCourse({ client } as Person, [titles], { title: 'To learn' });
  for (const object of [taughtObject(course.id), foldedObject(course.id)])
    history.add({
      ...{ kind: 'write', client: 'setup', instance: 0, object, version: 0, mark: null, deletes: false },
      ...{ status: 201, began: performance.now(), ended: performance.now() },
    });
  const people = students.map((student) => ({
    ...{ ...student, courseId: course.id, lessons: course.lessons, done: -1 },
  }));
  const learners = people.slice(0, size.learners);
  for (const student of learners) {
    const began = performance.now();
    const answer = await client
      .with({ authorization: student.authorization })
      .put(`/courses/${course.id}/enrollment`);
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`);
    student.done = 0;
    history.add({
      ...{ kind: 'write', client: 'setup', instance: 0, object: `learner:${student.id}`, version: 0 },
      ...{ mark: null, deletes: false, status: answer.status, began, ended: performance.now() },
    });
  }
  const slots = Array.from({ length: size.slots }, () => ({
    ...{ group: size.group, courseId: undefined, askedToDelete: false },
  }));
  const newcomers = people.slice(size.learners);
  return {
    ...{ group: size.group, admin, author, courseId: course.id, completions: 0 },
    ...{ learners, newcomers, slots, courseIds: [] },
  };
}

async function addPerson(db: Db, role: RoleName): Promise<Actor> {
  const id = await insertPerson(db, role);
  return { id, authorization: signIn(id, JWT_SECRET) };
}
