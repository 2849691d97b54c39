import { join } from 'node:path';
import type { LoadJob } from '../load/load-job.js';
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
  readonly round: Length;
}

/** Servers are fast only once their code is compiled: that takes answers, not time. */
const FULL: Plan = {
  rounds: 5,
  warmUp: { seconds: 1, atLeast: 15_000, longest: 4 },
  round: { seconds: 1.2, atLeast: 200, longest: 5 },
};
const QUICK: Plan = {
  rounds: 3,
  warmUp: { seconds: 0.5, atLeast: 5_000, longest: 2 },
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
    for (const each of all) await measureRound(bench, subjects, each, plan.warmUp, false);
    for (let round = 0; round < plan.rounds; round += 1) {
      report(`round ${round + 1} of ${plan.rounds}`);
      for (const each of all) await measureRound(bench, subjects, each, plan.round, true);
    }
    if (!quick) await measureOpenLoop(bench, subjects, course);
  } finally {
    await Promise.all(Object.values(subjects).map((subject) => subject.stop()));
  }
}

/** One case at each of its subjects in turn. */
async function measureRound(
  { load, samples }: Bench,
  subjects: Subjects,
  { name, requests, expect, subjects: asked }: HttpCase,
  length: Length,
  counts: boolean,
): Promise<void> {
  for (const who of asked) {
    const subject = subjects[who];
    const cpu = subject.cpuSeconds;
    const { perSecond, answered, latency, busy } = await load.run({
      ...{ port: subject.port, connections: CONNECTIONS, requests, expect },
      ...length,
    });
    const cpuSeconds = subject.cpuSeconds - cpu;
    if (!counts) continue;
    samples.addAll(`http/${name}/${who}`, {
      per_second: perSecond,
      cpu_us: (cpuSeconds * 1e6) / answered,
      p50_us: latency.p50,
      p99_us: latency.p99,
      generator_busy: busy,
    });
  }
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
