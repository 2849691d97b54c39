import type { PipelineStage } from 'mongoose';

/** Collections that rollups are made from, and those that hold them. */
export const SOURCE = {
  completions: 'completions',
  heartbeats: 'heartbeats',
  enrollments: 'enrollments',
  reviews: 'reviews',
} as const;

type UnionStages = Exclude<PipelineStage.UnionWith['$unionWith'], string>['pipeline'];
type Stages = NonNullable<UnionStages>;

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

/**
 * Every event of every learner, or of one: an aggregation over `completions` that goes on to the other
 * sources.
 * @param filter of the source rows; all three have `user_id` and `course_id`
 */
export function sourceEvents(filter: PipelineStage.Match['$match'] = {}): PipelineStage[] {
  const matching: Stages = [{ $match: filter }];
  return [
    ...matching,
    ...completion,
    { $unionWith: { coll: SOURCE.heartbeats, pipeline: [...matching, ...heartbeat] } },
    { $unionWith: { coll: SOURCE.enrollments, pipeline: [...matching, ...enrollment] } },
  ] as PipelineStage[];
}

/** The event's UTC day, `YYYY-MM-DD`. */
export const EVENT_DATE = { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'UTC' } };

/** 1 for an event of this kind, 0 for another: summed, it counts them. */
export function countOf(kind: SourceEvent['kind']) {
  return { $cond: [{ $eq: ['$kind', kind] }, 1, 0] };
}

/** Seconds of an event, 0 where it has none. */
export const EVENT_SECONDS = { $ifNull: ['$seconds', 0] };
