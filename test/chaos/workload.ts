import { setTimeout as sleep } from 'node:timers/promises';
import type { CourseAnalyticsBody } from '../../src/analytics/dto/analytics.dto.js';
import type { CourseBody, CourseItemBody } from '../../src/courses/index.js';
import type { DashboardBody, ProgressBody } from '../../src/progress/dto/progress.dto.js';
import type { Answer, ChaosClient } from './client.js';
import { foldedObject, GONE, NOT_FOUND, taughtObject } from './history.js';
import type { Learner, Population, Slot } from './population.js';

/** Milliseconds between what one reader does, and between what one writer does. */
const READ_PAUSE_MS = 25;
const WRITE_PAUSE_MS = 200;
/** Requests of all clients between two writes of one: the load stays mostly reads, however slow the machine. */
const REQUESTS_A_WRITE = 48;

const courseObject = (id: string): string => `course:${id}`;
const learnerObject = ({ id }: Learner): string => `learner:${id}`;

/** Waits before the next write. */
async function pause({ history }: ChaosClient, goesOn: () => boolean): Promise<void> {
  const next = history.requests.length + REQUESTS_A_WRITE;
  do await sleep(WRITE_PAUSE_MS);
  while (goesOn() && history.requests.length < next);
}

/** Writes into slots of courses: changes, deletions, re-creations. Each slot has one writer. */
export async function writeCourses(
  client: ChaosClient,
  population: Population,
  slots: readonly Slot[],
  goesOn: () => boolean,
): Promise<void> {
  let turn = 0;
  while (goesOn()) {
    const slot = client.chance.pick(slots);
    turn += 1;
    if (slot.courseId === undefined) await createCourse(client, population, slot, `${client.name} ${turn}`);
    else if (slot.askedToDelete || client.chance.happens(0.1))
      await deleteCourse(client, population, slot, slot.courseId);
    else await changeCourse(client, population, slot.courseId, `${client.name} ${turn}`);
    await pause(client, goesOn);
  }
}

async function createCourse(
  client: ChaosClient,
  { author, courseIds }: Population,
  slot: Slot,
  title: string,
): Promise<void> {
  const made = await client.send('POST', '/courses', author, { title, tags: [slot.group] });
  if (made.status !== 201) return;
  const { id } = made.body as CourseBody;
  const published = await client.send('POST', `/courses/${id}/publish`, author);
  // Not acknowledged: nobody looks for it, but lists may show it.
  if (published.status !== 200) return client.noteWrite(published, courseObject(id), null);
  client.noteWrite(published, courseObject(id), (published.body as CourseBody).version, title);
  courseIds.push(id);
  slot.courseId = id;
  await readCourse(client, id);
}

async function changeCourse(
  client: ChaosClient,
  { author }: Population,
  id: string,
  title: string,
): Promise<void> {
  const answer = await client.send('PATCH', `/courses/${id}`, author, { title });
  const version = answer.status === 200 ? (answer.body as CourseBody).version : null;
  client.noteWrite(answer, courseObject(id), version, version === null ? null : title);
  await readCourse(client, id);
}

async function deleteCourse(
  client: ChaosClient,
  { admin }: Population,
  slot: Slot,
  id: string,
): Promise<void> {
  const answer = await client.send('DELETE', `/courses/${id}`, admin);
  // "Not found" to one who asks again says that the first time did it.
  if (answer.status === 204 || (answer.status === 404 && slot.askedToDelete)) {
    client.noteWrite(answer, courseObject(id), GONE);
    slot.courseId = undefined;
    slot.askedToDelete = false;
  } else {
    client.noteUnknownDeletion(answer, courseObject(id));
    slot.askedToDelete = true;
  }
  await readCourse(client, id);
}

/** Completes lesson after lesson: each completion is one transaction of several documents. */
export async function learn(
  client: ChaosClient,
  population: Population,
  learners: readonly Learner[],
  newcomers: readonly Learner[],
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const newcomer = newcomers.find(({ done }) => done < 0);
    if (newcomer && client.chance.happens(0.1)) await enrol(client, newcomer);
    const learner = client.chance.pick(learners);
    const lesson = learner.lessons[learner.done];
    if (lesson !== undefined) {
      const path = `/courses/${learner.courseId}/lessons/${lesson}/completion`;
      const answer = await client.send('PUT', path, learner);
      if (answer.status === 200) {
        learner.done += 1;
        noteCompletion(client, population, answer);
      }
      client.noteWrite(answer, learnerObject(learner), answer.status === 200 ? learner.done : null);
      await (client.chance.happens(0.5) ? readProgress(client, learner) : readDashboard(client, learner));
    }
    await pause(client, goesOn);
  }
}

/** One that happened and was never acknowledged makes what is shown larger, and no more is demanded than was. */
function noteCompletion(client: ChaosClient, population: Population, answer: Answer): void {
  population.completions += 1;
  for (const object of [taughtObject(population.courseId), foldedObject(population.courseId)])
    client.noteCount(answer, object, population.completions);
}

/** What was looked up and not found comes to be, under the same key. */
async function enrol(client: ChaosClient, newcomer: Learner): Promise<void> {
  const answer = await client.send('PUT', `/courses/${newcomer.courseId}/enrollment`, newcomer);
  const enrolled = answer.status === 200 || answer.status === 201;
  if (enrolled) newcomer.done = 0;
  client.noteWrite(answer, learnerObject(newcomer), enrolled ? 0 : null);
  await readProgress(client, newcomer);
}

/** Those who enrolled lately, or will next. */
function lately({ newcomers }: Population): readonly Learner[] {
  const next = newcomers.findIndex(({ done }) => done < 0);
  return next === -1 ? newcomers.slice(-6) : newcomers.slice(Math.max(0, next - 3), next + 3);
}

/** Reads at random: courses that are, were and never were, lists, progress, dashboards, analytics. */
export async function readAround(
  client: ChaosClient,
  population: Population,
  goesOn: () => boolean,
): Promise<void> {
  const { chance } = client;
  while (goesOn()) {
    const dice = chance.draw();
    const { courseIds } = population;
    if (dice < 0.05 || courseIds.length === 0) await readCourse(client, inventId(client));
    // Mostly the latest ones, sometimes one that was deleted long ago.
    else if (dice < 0.5)
      await readCourse(client, chance.pick(chance.happens(0.8) ? courseIds.slice(-8) : courseIds));
    else if (dice < 0.65) await readList(client, population);
    else if (dice < 0.7) await readProgress(client, chance.pick(lately(population)));
    else if (dice < 0.75) await readAnalytics(client, population);
    else if (dice < 0.87) await readProgress(client, chance.pick(population.learners));
    else await readDashboard(client, chance.pick(population.learners));
    await sleep(READ_PAUSE_MS * (0.5 + chance.draw()));
  }
}

function inventId(client: ChaosClient): string {
  const part = (): string => client.chance.between(0, 0xff_ffff).toString(16).padStart(6, '0');
  return `0${part().slice(1)}${part()}${part()}${part()}`;
}

async function readCourse(client: ChaosClient, id: string): Promise<void> {
  await client.read('course', `/courses/${id}`, undefined, ({ status, body }) => {
    if (status === 404) return [{ object: courseObject(id), version: NOT_FOUND }];
    const { version, title } = body as CourseBody;
    return [{ object: courseObject(id), version, mark: title }];
  });
}

/** A list shows what is on it, and by its silence what is not. */
async function readList(client: ChaosClient, { group, courseIds }: Population): Promise<void> {
  const known = courseIds.slice(-40);
  await client.read('list', listPath(group), undefined, ({ status, body }) => {
    if (status !== 200) return [];
    const items = new Map((body as { items: CourseItemBody[] }).items.map((item) => [item.id, item]));
    return [...new Set([...known, ...items.keys()])].map((id) => {
      const item = items.get(id);
      return { object: courseObject(id), version: item?.version ?? NOT_FOUND, mark: item?.title ?? null };
    });
  });
}

export function listPath(group: string): string {
  return `/courses?tags=${group}&page_size=50`;
}

async function readProgress(client: ChaosClient, learner: Learner): Promise<void> {
  const path = `/users/me/progress/${learner.courseId}`;
  await client.read('progress', path, learner, ({ status, body }) => {
    const object = learnerObject(learner);
    if (status === 404) return [{ object, version: NOT_FOUND }];
    const { completed, completed_lesson_ids } = body as ProgressBody;
    return [{ object, version: completed, torn: completed !== completed_lesson_ids.length }];
  });
}

/** The total comes from enrolments, the days from activity: two documents, one transaction. */
async function readDashboard(client: ChaosClient, learner: Learner): Promise<void> {
  await client.read('dashboard', '/users/me/dashboard', learner, ({ status, body }) => {
    const object = learnerObject(learner);
    if (status === 404) return [{ object, version: NOT_FOUND }];
    const { totals, last_7_days } = body as DashboardBody;
    const inDays = last_7_days.reduce((sum, { completions }) => sum + completions, 0);
    return [{ object, version: totals.lessons_completed, torn: totals.lessons_completed !== inDays }];
  });
}

/** The funnel comes from enrolments, the days from the fold, which is behind them: each is as old as it is. */
async function readAnalytics(client: ChaosClient, { author, courseId }: Population): Promise<void> {
  const objects = [taughtObject(courseId), foldedObject(courseId)];
  await client.read('analytics', analyticsPath(courseId), author, ({ status, body }) => {
    if (status === 404) return objects.map((object) => ({ object, version: NOT_FOUND }));
    const { taught, folded } = completionsIn(body as CourseAnalyticsBody);
    return [taught, folded].map((version, n) => ({ object: objects[n]!, version }));
  });
}

export function analyticsPath(courseId: string): string {
  return `/analytics/courses/${courseId}`;
}

/** Completions as the enrolments count them, and as the fold does. */
export function completionsIn({ funnel, daily }: CourseAnalyticsBody): { taught: number; folded: number } {
  return {
    taught: funnel.reduce((sum, { completed }) => sum + completed, 0),
    folded: daily.reduce((sum, { completions }) => sum + completions, 0),
  };
}
