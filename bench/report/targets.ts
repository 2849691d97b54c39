import type { Samples } from '../measure/samples.js';

/** Something that was set out to be reached; without a bound it is only told beside what was. */
export interface Target {
  readonly id: string;
  readonly text: string;
  /** The figure, or a quotient of two. */
  readonly of: string | readonly [string, string];
  readonly atLeast?: number;
  readonly atMost?: number;
  /** A time, not a ratio: another machine has another. */
  readonly absolute?: true;
  /** Meant for OULAD’s large courses, which `--quick` leaves out. */
  readonly onOulad?: true;
}

const http = (name: string, who: string, measure = 'per_second'): string => `http/${name}/${who}/${measure}`;
const l2 = (peer: string, who: string) =>
  [`engine/redis_hit_50/${peer}/us`, `engine/redis_hit_50/${who}/us`] as const;
const against = (name: string, peer: string) => [http(name, 'tiercel'), http(name, peer)] as const;

export const TARGETS: readonly Target[] = [
  {
    id: 'course-bare',
    text: 'cached course, of bare node:http',
    of: against('course', 'bare'),
    atLeast: 0.75,
  },
  { id: 'list-bare', text: 'cached list, of bare node:http', of: against('list', 'bare'), atLeast: 0.75 },
  {
    id: 'progress-bare',
    text: 'signed-in progress, of bare node:http',
    of: against('progress', 'bare'),
    atLeast: 0.55,
  },
  { id: '304-bare', text: '304, of bare node:http', of: against('not_modified', 'bare'), atLeast: 0.85 },
  {
    id: 'course-nest-fastify',
    text: 'course, against @nestjs/cache-manager’s interceptor on Fastify',
    of: against('course', 'nest_fastify'),
    atLeast: 2,
  },
  {
    id: 'list-nest-fastify',
    text: 'list, against the same',
    of: against('list', 'nest_fastify'),
    atLeast: 2,
  },
  {
    id: 'course-nest-express',
    text: 'course, against @nestjs/cache-manager’s interceptor on Express',
    of: against('course', 'nest_express'),
    atLeast: 8,
  },
  {
    id: 'list-nest-express',
    text: 'list, against the same',
    of: against('list', 'nest_express'),
    atLeast: 8,
  },
  { id: 'course-off', text: 'course, against CACHE=off', of: against('course', 'tiercel_off'), atLeast: 10 },
  { id: 'list-off', text: 'list, against CACHE=off', of: against('list', 'tiercel_off'), atLeast: 10 },
  {
    id: 'analytics-off',
    text: 'course analytics, against CACHE=off',
    of: against('analytics', 'tiercel_off'),
    atLeast: 50,
    onOulad: true,
  },
  {
    id: 'l1',
    text: 'L1 hit through getOrLoad, µs',
    of: 'engine/memory_hit/tiercel_bytes/us',
    atMost: 1,
    absolute: true,
  },
  {
    id: 'l2-bytes',
    text: 'L2 hit as bytes at 50 concurrent, of ioredis GET + JSON.parse',
    of: l2('ioredis', 'tiercel_bytes'),
    atLeast: 1.2,
  },
  {
    id: 'l2-bytes-pipelined',
    text: 'the same, of ioredis with enableAutoPipelining',
    of: l2('ioredis_pipelined', 'tiercel_bytes'),
  },
  {
    id: 'l2-object',
    text: 'L2 hit as object at 50 concurrent, of ioredis GET + JSON.parse',
    of: l2('ioredis', 'tiercel_object'),
    atLeast: 0.85,
  },
  {
    id: 'l2-object-pipelined',
    text: 'L2 hit as object, of ioredis with enableAutoPipelining',
    of: l2('ioredis_pipelined', 'tiercel_object'),
  },
  {
    id: 'miss',
    text: 'a miss, in times of the query alone',
    of: ['engine/miss/tiercel_bytes/us', 'engine/miss/query_alone/us'],
    atMost: 1.4,
  },
  {
    id: 'write',
    text: 'a completion with all that it outdates, in times of CACHE=off (median)',
    of: ['workloads/writes/on/p50_us', 'workloads/writes/off/p50_us'],
    atMost: 1.15,
  },
  { id: 'browse-hits', text: 'hit ratio, browsing', of: 'workloads/browse_08/on/hit_ratio', atLeast: 0.98 },
  { id: 'deadline-hits', text: 'hit ratio, deadline', of: 'workloads/deadline/on/hit_ratio', atLeast: 0.92 },
  {
    id: 'browse-reads',
    text: 'MongoDB reads saved, browsing',
    of: 'workloads/browse_08/mongo_reads_saved',
    atLeast: 0.95,
  },
  {
    id: 'hit-p99',
    text: 'p99 of hits in times of their median, study 70/30 at a fixed rate',
    of: ['workloads/study_paced/on/hit_p99_us', 'workloads/study_paced/on/hit_p50_us'],
    atMost: 3,
  },
];

/** The section that measures it. */
export function sectionOf({ of }: Target): string {
  const figure = typeof of === 'string' ? of : of[0];
  return figure.slice(0, figure.indexOf('/'));
}

/** What a target came to. `value` is null where this run did not measure it, `met` also where nothing was set out. */
export interface Outcome extends Target {
  readonly value: number | null;
  readonly met: boolean | null;
}

export function judgeTargets(samples: Samples): readonly Outcome[] {
  return TARGETS.map((target) => {
    const { of, atLeast, atMost } = target;
    const value = typeof of === 'string' ? samples.median(of) : samples.ratio(...of);
    if (value === undefined) return { ...target, value: null, met: null };
    if (atLeast === undefined && atMost === undefined) return { ...target, value, met: null };
    return { ...target, value, met: value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity) };
  });
}
