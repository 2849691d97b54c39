import { Connection, type Answer } from './connection.js';
import { encodeRequest, type LoadJob, type LoadResult } from './load-job.js';
import { Stopwatch } from './stopwatch.js';

/** Seconds that answers under way are waited for, so that a slow server does not work on into the next measurement. */
const DRAIN = 10;
const LOOK_EVERY = 0.01;

/** Counts and times what comes back. */
class Tally {
  readonly stopwatch = new Stopwatch();
  sent = 0;
  answered = 0;
  failures = 0;
  firstFailure: string | null = null;

  constructor(private readonly expect: number) {}

  add(answer: Answer, milliseconds: number): void {
    this.answered += 1;
    this.stopwatch.record(milliseconds);
    if (answer.status !== this.expect) this.fail(`status ${answer.status}`);
  }

  fail(what: string): void {
    this.failures += 1;
    this.firstFailure ??= what;
  }
}

/** Does a job in this process, and nothing else meanwhile. */
export async function runJob(job: LoadJob): Promise<LoadResult> {
  const { seconds: asked, atLeast, longest, rate } = job;
  const opening = Array.from({ length: job.connections }, () => Connection.open(job.port));
  const connections = await Promise.all(opening);
  const requests = job.requests.map((request) => encodeRequest(request, job.port));
  const tally = new Tally(job.expect);
  const began = performance.now();
  const elapsed = (): number => (performance.now() - began) / 1_000;
  const cpu = process.cpuUsage();
  const stop =
    rate === undefined
      ? closedLoop(connections, requests, tally)
      : openLoop(connections, requests, tally, rate);
  await sleep(asked);
  while (tally.answered < atLeast && tally.failures === 0 && elapsed() < longest) await sleep(LOOK_EVERY);
  const seconds = elapsed();
  const { user, system } = process.cpuUsage(cpu);
  const requestsInTime = tally.answered;
  stop();
  while (tally.answered < tally.sent && tally.failures === 0 && elapsed() < seconds + DRAIN)
    await sleep(LOOK_EVERY);
  for (const connection of connections) connection.close();
  const { answered, failures, firstFailure } = tally;
  return {
    ...{ requests: requestsInTime, answered, failures, firstFailure },
    perSecond: requestsInTime / seconds,
    latency: tally.stopwatch.read(),
    busy: (user + system) / 1e6 / seconds,
  };
}

/** Each connection sends as soon as it has its answer. */
function closedLoop(
  connections: readonly Connection[],
  requests: readonly Buffer[],
  tally: Tally,
): () => void {
  let stopped = false;
  for (const connection of connections) {
    const ask = (): void => {
      const request = requests[tally.sent++ % requests.length] as Buffer;
      const sent = performance.now();
      connection.send(
        request,
        (answer) => {
          tally.add(answer, performance.now() - sent);
          if (!stopped) ask();
        },
        ({ message }) => tally.fail(message),
      );
    };
    ask();
  }
  return () => void (stopped = true);
}

/** Requests are sent when they are due; one that finds every connection busy waits, and its clock runs. */
function openLoop(
  connections: readonly Connection[],
  requests: readonly Buffer[],
  tally: Tally,
  rate: number,
): () => void {
  let stopped = false;
  const idle = [...connections];
  const began = performance.now();
  const dueAt = (number: number): number => began + (number * 1_000) / rate;
  const sendDue = (): void => {
    const now = performance.now();
    while (idle.length > 0 && dueAt(tally.sent) <= now) {
      const connection = idle.pop() as Connection;
      const due = dueAt(tally.sent);
      const request = requests[tally.sent++ % requests.length] as Buffer;
      connection.send(
        request,
        (answer) => {
          tally.add(answer, performance.now() - due);
          idle.push(connection);
        },
        ({ message }) => tally.fail(message),
      );
    }
    // Not a timer: those come a millisecond late, and the generator has a processor of its own.
    if (!stopped) setImmediate(sendDue);
  };
  sendDue();
  return () => void (stopped = true);
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}
