import type { WorkloadJob } from './workload-job.js';

type Mix = Pick<WorkloadJob, 'mix' | 'zipf' | 'editEvery' | 'rate' | 'clients'>;

export interface Workload {
  readonly name: string;
  readonly text: string;
  readonly about: 'catalogue' | 'focus';
  readonly run: Mix;
  /** Seconds that count, with the cache and without it. */
  readonly seconds: { readonly on: number; readonly off: number };
  /** Part of `--quick`. */
  readonly quick: boolean;
}

const BROWSE: WorkloadJob['mix'] = {
  ...{ courses: 55, courses_list: 30, progress: 5, dashboard: 5 },
  ...{ heartbeat: 3, completion: 1, enrollment: 1 },
};
const STUDY: WorkloadJob['mix'] = {
  ...{ progress: 35, courses: 20, dashboard: 10, courses_list: 5 },
  ...{ heartbeat: 20, completion: 10 },
};
const DEADLINE: WorkloadJob['mix'] = {
  ...{ progress: 40, courses: 28, courses_list: 5, dashboard: 4, analytics: 3 },
  ...{ completion: 14, heartbeat: 6 },
};
const CLIENTS = 16;
/** Requests a second. */
const CALM = 60;
const PACE = 300;
const SHORT = { on: 10, off: 5 } as const;

/** Think times are left out: people pause, these clients do not. */
export const WORKLOADS: readonly Workload[] = [
  {
    name: 'browse_08',
    text: 'browse, 95 % reads, popularity Zipf s = 0.8, a course edited every 2 s',
    about: 'catalogue',
    run: { mix: BROWSE, zipf: 0.8, editEvery: 2, clients: CLIENTS },
    seconds: SHORT,
    quick: true,
  },
  {
    name: 'browse_10',
    text: 'browse, the same with s = 1.0',
    about: 'catalogue',
    run: { mix: BROWSE, zipf: 1, editEvery: 2, clients: CLIENTS },
    seconds: SHORT,
    quick: false,
  },
  {
    name: 'study',
    text: 'study, 70 % reads, as fast as it goes',
    about: 'catalogue',
    run: { mix: STUDY, zipf: 0.8, editEvery: 2, clients: CLIENTS },
    seconds: SHORT,
    quick: false,
  },
  {
    name: 'study_paced',
    text: `study at ${PACE} requests a second (open loop)`,
    about: 'catalogue',
    run: { mix: STUDY, zipf: 0.8, editEvery: 2, clients: CLIENTS, rate: PACE },
    seconds: SHORT,
    quick: false,
  },
  {
    name: 'calm',
    text: `one course before its deadline, ${CALM} requests a second (open loop)`,
    about: 'focus',
    run: { mix: DEADLINE, zipf: 1, editEvery: null, clients: 4 * CLIENTS, rate: CALM },
    seconds: SHORT,
    quick: false,
  },
  {
    name: 'deadline',
    text: `the same course at its deadline: ten times as many, for a minute (open loop)`,
    about: 'focus',
    run: { mix: DEADLINE, zipf: 1, editEvery: 10, clients: 4 * CLIENTS, rate: 10 * CALM },
    seconds: { on: 60, off: 10 },
    quick: false,
  },
];
