import { join } from 'node:path';
import type { LoadJob, LoadResult } from '../load/load-job.js';
import type { Bench } from '../measure/bench.js';
import type { Subject } from '../lab/subject.js';
import { writeAnswers, type StoredAnswer } from '../peers/answers.js';
import { makeCases, makeRevalidating, type HttpCase, type SubjectName } from './cases.js';
import { measureOpenLoop } from './open-loop.js';

const CONNECTIONS = 50;

/** How long one measurement takes: so many seconds, and more where they bring too few answers. */
type Length = Pick<LoadJob, 'seconds' | 'atLeast' | 'longest'>;

interface Plan {
  readonly rounds: number;
  readonly warmUp: Length;
  /**
   * Before each measurement, and not in it. While the others are measured a server idles, and V8 makes use of that: it collects,
   * gives its young generation back and forgets code that was not run lately.
   */
  readonly leadIn: Length;
  readonly round: Length;
}

/** Servers are fast only once their code is compiled: that takes answers, not time. */
const FULL: Plan = {
  rounds: 7,
  warmUp: { seconds: 1, atLeast: 15_000, longest: 4 },
  leadIn: { seconds: 0.4, atLeast: 50, longest: 1 },
  round: { seconds: 1.2, atLeast: 200, longest: 5 },
};
const QUICK: Plan = {
  rounds: 3,
  warmUp: { seconds: 0.5, atLeast: 5_000, longest: 2 },
  leadIn: { seconds: 0.1, atLeast: 50, longest: 0.5 },
  round: { seconds: 0.5, atLeast: 100, longest: 3 },
};

type Subjects = Readonly<Record<SubjectName, Subject>>;

/** How fast answers leave, against servers that do less, and against what one would pick instead. */
export async function measureHttp(bench: Bench): Promise<void> {
  const { lab, quick, report } = bench;
  const stock = await bench.stock();
  const tiercel = await lab.startProduct('tiercel');
  const cases = makeCases(stock);
  const answers = await collectAnswers(tiercel, cases);
  const file = join(lab.options.dir, 'answers.json');
  writeAnswers(file, Object.fromEntries(answers));
  const subjects: Subjects = {
    tiercel,
    tiercel_off: await lab.startProduct('tiercel-off', { CACHE: 'off' }),
    bare: await lab.startPeer('bare', 'bench/peers/bare-node.ts', file),
    fastify: await lab.startPeer('fastify', 'bench/peers/plain-fastify.ts', file),
    nest_fastify: await lab.startPeer('nest-fastify', 'bench/peers/nest-cache.ts', file, 'fastify'),
    nest_express: await lab.startPeer('nest-express', 'bench/peers/nest-cache.ts', file, 'express'),
  };
  try {
    const course = cases[0] as HttpCase;
    const etags = new Map([...answers].map(([path, { etag }]) => [path, etag]));
    const all = [...cases, makeRevalidating(course, etags)];
    for (const each of all) noteSize(bench, each, answers);
    report('warming up');
    const plan = quick ? QUICK : FULL;
    for (const each of all)
      for (const who of each.subjects) await ask(bench, subjects[who], each, plan.warmUp);
    for (let round = 0; round < plan.rounds; round += 1) {
      report(`round ${round + 1} of ${plan.rounds}`);
      for (const each of all) await measureRound(bench, subjects, each, plan);
    }
    if (!quick) await measureOpenLoop(bench, subjects, course);
  } finally {
    await Promise.all(Object.values(subjects).map((subject) => subject.stop()));
  }
}

/** One case at each of its subjects in turn. */
async function measureRound(bench: Bench, subjects: Subjects, each: HttpCase, plan: Plan): Promise<void> {
  for (const who of each.subjects) {
    const subject = subjects[who];
    await ask(bench, subject, each, plan.leadIn);
    const cpu = subject.cpuSeconds;
    const { perSecond, answered, latency, busy } = await ask(bench, subject, each, plan.round);
    const cpuSeconds = subject.cpuSeconds - cpu;
    bench.samples.addAll(`http/${each.name}/${who}`, {
      per_second: perSecond,
      cpu_us: (cpuSeconds * 1e6) / answered,
      p50_us: latency.p50,
      p99_us: latency.p99,
      generator_busy: busy,
    });
  }
}

function ask(
  { load }: Bench,
  { port }: Subject,
  { requests, expect }: HttpCase,
  length: Length,
): Promise<LoadResult> {
  return load.run({ ...{ port, connections: CONNECTIONS, requests, expect }, ...length });
}

/** What the product answers to everything that will be asked, from its cache. */
async function collectAnswers(
  { url }: Subject,
  cases: readonly HttpCase[],
): Promise<Map<string, StoredAnswer>> {
  const answers = new Map<string, StoredAnswer>();
  for (const { path, headers = {} } of cases.flatMap(({ requests }) => requests)) {
    const answer = await fetch(url + path, { headers });
    if (answer.status !== 200) throw new Error(`${answer.status} for ${path}: ${await answer.text()}`);
    answers.set(path, { body: await answer.text(), etag: answer.headers.get('etag') ?? '' });
  }
  return answers;
}

function noteSize(
  { samples }: Bench,
  { name, requests }: HttpCase,
  answers: Map<string, StoredAnswer>,
): void {
  const bytes = requests.map(({ path }) => Buffer.byteLength(answers.get(path)?.body ?? ''));
  samples.add(`http/${name}/bytes`, Math.round(bytes.reduce((sum, size) => sum + size, 0) / bytes.length));
}
