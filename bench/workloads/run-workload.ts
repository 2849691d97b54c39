import { Random } from '../../test/support/random.js';
import { Connection } from '../load/connection.js';
import { encodeRequest } from '../load/load-job.js';
import { plan, type Planned } from './deeds.js';
import { WorkloadTally } from './tally.js';
import type { Deed, Learner, ReplayJob, WorkloadJob, WorkloadResult } from './workload-job.js';
import { zipf } from './zipf.js';

/** What a client does next; undefined: nothing any more. */
type Next = (client: number) => Planned | undefined;

/** Seconds. */
const DRAIN = 10;
const LONGEST_TIMES = 6;
const LOOK_EVERY = 0.01;

/** Does what the mix says, by chance, in this process. */
export async function runWorkload(job: WorkloadJob): Promise<WorkloadResult> {
  const { cast, seed } = job;
  const random = new Random(seed);
  const rank = zipf(cast.courses.length, job.zipf, () => random.next());
  const deeds = Object.entries(job.mix) as [Deed, number][];
  const total = deeds.reduce((sum, [, weight]) => sum + weight, 0);
  const numbers = new Map<Learner, number>();
  let edits = 0;
  let nextEdit = performance.now();
  const next: Next = (client) => {
    const courseId = cast.courses[rank()] as string;
    const learner = pickOwn(cast.learners, client, job.clients, random);
    if (job.editEvery !== null && performance.now() >= nextEdit) {
      nextEdit += job.editEvery * 1_000;
      return plan('edit', { courseId, learner, number: (edits += 1) }, cast);
    }
    let wanted = random.next() * total;
    const deed = deeds.find(([, weight]) => (wanted -= weight) < 0)?.[0] ?? 'courses';
    if (deed !== 'completion') return plan(deed, { courseId, learner, number: random.below(1_000) }, cast);
    const number = numbers.get(learner) ?? 0;
    numbers.set(learner, number + 1);
    return plan(deed, { courseId, learner, number }, cast);
  };
  return await drive(job, next);
}

/** Hands in what was handed in, in that order, as fast as it is taken; each looks at its progress, or the course, after. */
export async function runReplay(job: ReplayJob): Promise<WorkloadResult> {
  const { cast, submissions, clients } = job;
  const queues = Array.from({ length: clients }, (): Planned[] => []);
  submissions.forEach(([who, lesson], position) => {
    const learner = cast.learners[who];
    if (!learner) return;
    const choice = { courseId: learner.courseId, learner, number: 0 };
    queues[who % clients]?.push(
      plan('completion', { ...choice, learner: { ...learner, lessons: [lesson] } }, cast),
      plan(position % 5 === 0 ? 'courses' : 'progress', choice, cast),
    );
  });
  const positions = queues.map(() => 0);
  return await drive({ ...job, atLeast: 0 }, (client) => {
    const position = positions[client] ?? 0;
    positions[client] = position + 1;
    return queues[client]?.[position];
  });
}

async function drive(
  {
    port,
    clients,
    seconds,
    atLeast,
    rate,
  }: Pick<WorkloadJob, 'port' | 'clients' | 'seconds' | 'atLeast' | 'rate'>,
  next: Next,
): Promise<WorkloadResult> {
  const opening = Array.from({ length: clients }, () => Connection.open(port, true));
  const connections = await Promise.all(opening);
  const tally = new WorkloadTally();
  let underWay = 0;
  let finished = 0;
  let stopped = false;
  const ask = (client: number, due: number | null, then: () => void): void => {
    const planned = next(client);
    if (!planned) {
      finished += 1;
      return;
    }
    const began = performance.now();
    underWay += 1;
    connections[client]?.send(
      encodeRequest(planned.request, port),
      (answer) => {
        underWay -= 1;
        tally.add(planned, answer, due ?? began, began);
        if (!stopped) then();
      },
      ({ message }) => {
        underWay -= 1;
        tally.fail(message);
      },
    );
  };
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1_000;
  if (rate === undefined) {
    const go = (client: number): void => ask(client, null, () => go(client));
    connections.forEach((_, client) => go(client));
  } else {
    dispatch(rate, clients, ask, () => stopped);
  }
  const isDone = (): boolean => elapsed() > seconds * (tally.requests < atLeast ? LONGEST_TIMES : 1);
  while (!isDone() && finished < clients) await pause(LOOK_EVERY);
  const took = elapsed();
  stopped = true;
  while (underWay > 0 && elapsed() < took + DRAIN) await pause(LOOK_EVERY);
  for (const connection of connections) connection.close();
  return tally.read(took);
}

/**
 * Sends when it is due, through any client that is idle; time runs from when it was due. Between, it sleeps: one that
 * spins takes a processor that the database needs as well. What it oversleeps is no server's doing and not counted, unless
 * something waited for a client.
 */
function dispatch(
  rate: number,
  clients: number,
  ask: (client: number, due: number, then: () => void) => void,
  isStopped: () => boolean,
): void {
  const idle = Array.from({ length: clients }, (_, client) => client);
  const began = performance.now();
  const dueAt = (number: number): number => began + (number * 1_000) / rate;
  let sent = 0;
  /** Whether something that was due has found every client busy. */
  let isLate = false;
  const sendDue = (): void => {
    const now = performance.now();
    while (dueAt(sent) <= now && idle.length > 0) {
      const client = idle.shift() as number;
      const due = dueAt(sent);
      sent += 1;
      ask(client, isLate ? due : now, () => idle.push(client));
    }
    isLate = dueAt(sent) <= now;
    if (!isStopped()) setTimeout(sendDue, 1);
  };
  sendDue();
}

/** One of the learners who belong to a client. */
function pickOwn(learners: readonly Learner[], client: number, clients: number, random: Random): Learner {
  const own = Math.max(1, Math.floor((learners.length - client - 1) / clients) + 1);
  return learners[(client + random.below(own) * clients) % learners.length] as Learner;
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}
