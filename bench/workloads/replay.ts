import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Db } from 'mongodb';
import { startOf } from '../../src/import/oulad/oulad-calendar.js';
import { ouladId } from '../../src/import/oulad/oulad-ids.js';
import { addPerson, signIn } from '../lab/people.js';
import type { Bench } from '../measure/bench.js';
import { emptyRedis } from './counters.js';
import { measureAround } from './measure-around.js';
import type { Cast, Learner, ReplayJob } from './workload-job.js';

const DATABASE = 'bench_replay';
const SUBMISSIONS = 'studentAssessment.csv';
/** Submissions at most, the earliest; and seconds that they may take. */
const MOST = 30_000;
const SECONDS = 40;
const CLIENTS = 16;
const DAY_MS = 86_400_000;

interface Submission {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `{user}:{course}` */
  readonly enrollment: string;
  readonly lesson: string;
}

/** What students of the Open University handed in, in that order, at full speed, into courses where nobody has yet. */
export async function replayOulad(bench: Bench, ouladDir: string): Promise<void> {
  const { lab, load, report, samples } = bench;
  await lab.import(['oulad', withoutSubmissions(ouladDir, lab.options.dir)], DATABASE);
  const db = lab.client.db(DATABASE);
  const { submissions, learners } = await matchEnrollments(db, readSubmissions(ouladDir));
  report(`replaying up to ${submissions.length} submissions of OULAD`);
  const cast: Cast = {
    courses: [],
    lists: [],
    learners,
    staff: (await addPerson(db, 'admin')).authorization,
  };
  await emptyRedis(lab);
  const product = await lab.startProduct('replay', { MONGO_URI: lab.uriOf(DATABASE) }, false);
  try {
    const job: ReplayJob = {
      ...{ kind: 'replay', port: product.port, clients: CLIENTS, seconds: SECONDS },
      ...{ submissions, cast },
    };
    samples.marks['workloads/replay'] = 'OULAD’s submissions in order at full speed, each followed by a read';
    await measureAround(bench, 'workloads/replay/on', () => load.runWorkload(job));
  } finally {
    await product.stop();
  }
}

/** A folder with all the files, but nothing handed in. */
function withoutSubmissions(ouladDir: string, dir: string): string {
  const copy = join(dir, 'oulad-without-submissions');
  mkdirSync(copy);
  for (const name of readdirSync(ouladDir))
    if (name !== SUBMISSIONS) symlinkSync(resolve(ouladDir, name), join(copy, name));
  writeFileSync(join(copy, SUBMISSIONS), 'id_assessment,id_student,date_submitted,is_banked\n');
  return copy;
}

function readSubmissions(ouladDir: string): readonly Submission[] {
  const read = (name: string): Record<string, string>[] =>
    parse(readFileSync(join(ouladDir, name)), { columns: true });
  const presentations = new Map(
    read('assessments.csv').map((row) => [
      row['id_assessment'],
      { module: row['code_module'] ?? '', presentation: row['code_presentation'] ?? '' },
    ]),
  );
  const submissions = read(SUBMISSIONS).flatMap((row): Submission[] => {
    const course = presentations.get(row['id_assessment']);
    const day = Number(row['date_submitted']);
    if (!course || !Number.isInteger(day)) return [];
    const user = ouladId.student(Number(row['id_student'])).toHexString();
    return [
      {
        at: startOf(course.presentation).getTime() + day * DAY_MS,
        enrollment: `${user}:${ouladId.course(course).toHexString()}`,
        lesson: ouladId.assessment(Number(row['id_assessment'])).toHexString(),
      },
    ];
  });
  return submissions.sort((a, b) => a.at - b.at);
}

/** Keeps what those handed in who did not leave later: a dropped enrolment takes nothing. */
async function matchEnrollments(
  db: Db,
  submissions: readonly Submission[],
): Promise<{ submissions: ReplayJob['submissions']; learners: Learner[] }> {
  const active = await db.collection<{ _id: string }>('enrollments').find({ status: 'active' }).toArray();
  const enrolled = new Set(active.map(({ _id }) => _id));
  const places = new Map<string, number>();
  const learners: Learner[] = [];
  const kept = submissions.filter(({ enrollment }) => enrolled.has(enrollment)).slice(0, MOST);
  for (const { enrollment } of kept) {
    if (places.has(enrollment)) continue;
    const [userId = '', courseId = ''] = enrollment.split(':');
    places.set(enrollment, learners.length);
    learners.push({ userId, courseId, lessons: [], ...signIn(userId) });
  }
  return {
    learners,
    submissions: kept.map(({ enrollment, lesson }) => [places.get(enrollment) ?? -1, lesson]),
  };
}
