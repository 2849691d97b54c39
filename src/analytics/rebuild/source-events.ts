import type { PipelineStage, Types } from 'mongoose';

/** Collections that rollups are made from. */
export const SOURCE = {
  completions: 'completions',
  heartbeats: 'heartbeats',
  enrollments: 'enrollments',
  reviews: 'reviews',
} as const;

type UnionStages = Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline'];
type Stages = NonNullable<UnionStages>;

/** Courses that are being deleted: what is still there of them counts no more. */
export type GoneCourses = readonly Types.ObjectId[];

/** Leaves out the rows of courses that are being deleted. */
export function leaveOut(gone: GoneCourses): Stages {
  return gone.length === 0 ? [] : [{ $match: { course_id: { $nin: [...gone] } } }];
}

/** The rows of another collection, for an aggregation that begins somewhere else. */
export function rowsOf(collection: string, stages: Stages): PipelineStage[] {
  return [{ $match: { _id: null } }, { $unionWith: { coll: collection, pipeline: stages } }];
}

/** One event as it stands in its source row, whatever collection that is in. */
export interface SourceEvent {
  kind: 'completion' | 'heartbeat' | 'enrollment';
  user_id: unknown;
  course_id: unknown;
  lesson_id?: unknown;
  at: Date;
  seconds?: number;
}

const completion: Stages = [
  { $project: { _id: 0, kind: 'completion', user_id: 1, course_id: 1, lesson_id: 1, at: 1 } },
];
const heartbeat: Stages = [
  { $project: { _id: 0, kind: 'heartbeat', user_id: 1, course_id: 1, lesson_id: 1, at: 1, seconds: 1 } },
];
const enrollment: Stages = [
  { $project: { _id: 0, kind: 'enrollment', user_id: 1, course_id: 1, at: '$enrolled_at' } },
];

/** For each collection of sources, how its rows become events. */
export const EVENTS_OF: Readonly<Record<string, Stages>> = {
  [SOURCE.completions]: completion,
  [SOURCE.heartbeats]: heartbeat,
  [SOURCE.enrollments]: enrollment,
};

/** Every event of every learner: an aggregation over `completions` that goes on to the other sources. */
export function sourceEvents(gone: GoneCourses): PipelineStage[] {
  const remaining = leaveOut(gone);
  return [
    ...remaining,
    ...completion,
    { $unionWith: { coll: SOURCE.heartbeats, pipeline: [...remaining, ...heartbeat] } },
    { $unionWith: { coll: SOURCE.enrollments, pipeline: [...remaining, ...enrollment] } },
  ] as PipelineStage[];
}

const DAY_MS = 86_400_000;

/** The event's UTC day as days since 1970-01-01: half the work of its date, where many are grouped. */
export const EVENT_DAY = { $floor: { $divide: [{ $toLong: '$at' }, DAY_MS] } };

/** The date, `YYYY-MM-DD`, of a day number. */
export function dateOf(day: string) {
  return { $dateToString: { date: { $toDate: { $multiply: [day, DAY_MS] } }, format: '%Y-%m-%d' } };
}

/** 1 for an event of this kind, 0 for another: summed, it counts them. */
export function countOf(kind: SourceEvent['kind']) {
  return { $cond: [{ $eq: ['$kind', kind] }, 1, 0] };
}

/** Seconds of an event, 0 where it has none. */
export const EVENT_SECONDS = { $ifNull: ['$seconds', 0] };

/** What a rollup holds, to be taken from what its sources say. */
export function negated(path: string) {
  return { $multiply: [-1, { $ifNull: [path, 0] }] };
}

/** As an event stands in a day's row. */
export const STORED_EVENT = {
  $mergeObjects: [
    { kind: '$kind', at: '$at', course_id: '$course_id' },
    { $cond: [{ $eq: ['$kind', 'enrollment'] }, {}, { lesson_id: '$lesson_id' }] },
    { $cond: [{ $eq: ['$kind', 'heartbeat'] }, { seconds: '$seconds' }, {}] },
  ],
};
