import type { Document } from 'mongodb';

/** A collection that rows depend on, and what a write in it outdates. */
export interface LogSource {
  readonly collection: string;
  /** An update whose changed fields all lie under this path is ignored. */
  readonly ignoredPath?: string;
  /** Whether `tags` asks for the members that an update touched; the server works them out for these alone. */
  readonly readsFields?: true;
  /**
   * Tags that a write to the document with this `_id` outdates.
   * @param fields the members of the document that an update touched, by the names at its top; undefined: any of them
   *   (an insert, a replacement, a delete, which carries no more than the `_id`, or no `readsFields`)
   */
  readonly tags: (id: string, fields?: readonly string[]) => readonly string[];
}

/** Collections of the engine's own. */
export const BEATS = 'cache_beats';
export const COMMANDS = 'cache_commands';
export const EPOCH = 'cache_epoch';

/** Whole-collection events: what they touched is unknown. */
const RESETTING = ['drop', 'rename', 'dropDatabase', 'invalidate'];
const WRITING = ['insert', 'update', 'replace', 'delete'];

/** A command's `_id` is `{name}#{uuid}`, so that the log needs no document. */
export function namesOfCommand(id: string): readonly string[] {
  return [id.slice(0, id.lastIndexOf('#'))];
}

/** Selects and trims the events on the server: only what the floors need crosses the wire. */
export function followPipeline(sources: readonly LogSource[], instance: string): Document[] {
  const followed = sources.map(({ collection }) => collection);
  return [
    {
      $match: {
        $or: [
          { operationType: { $in: RESETTING }, 'ns.coll': { $nin: [BEATS] } },
          { operationType: { $in: WRITING }, 'ns.coll': { $in: followed } },
          // That the document of a command expires is no command.
          { operationType: 'insert', 'ns.coll': COMMANDS },
          { operationType: { $in: ['update', 'replace', 'delete'] }, 'ns.coll': EPOCH },
          { operationType: { $in: WRITING }, 'ns.coll': BEATS, 'documentKey._id': instance },
        ],
      },
    },
    ...sources.flatMap(({ collection, ignoredPath }) =>
      ignoredPath ? [{ $match: { $expr: { $not: [changesOnlyUnder(collection, ignoredPath)] } } }] : [],
    ),
    {
      $project: {
        _id: 1,
        operationType: 1,
        clusterTime: 1,
        ns: 1,
        documentKey: 1,
        n: { $ifNull: ['$updateDescription.updatedFields.n', '$fullDocument.n'] },
        fields: {
          $cond: [isUpdateOf(sources.filter(({ readsFields }) => readsFields)), TOUCHED, '$$REMOVE'],
        },
      },
    },
  ];
}

function isUpdateOf(sources: readonly LogSource[]): Document {
  const names = sources.map(({ collection }) => collection);
  return { $and: [{ $eq: ['$operationType', 'update'] }, { $in: ['$ns.coll', names] }] };
}

const topOf = (path: string): Document => ({ $arrayElemAt: [{ $split: [path, '.'] }, 0] });
const list = (field: string): Document => ({ $ifNull: [field, []] });

/** The names of an update's members at the document's top. */
const TOUCHED: Document = {
  $setUnion: [
    {
      $map: {
        input: { $objectToArray: { $ifNull: ['$updateDescription.updatedFields', {}] } },
        in: topOf('$$this.k'),
      },
    },
    { $map: { input: list('$updateDescription.removedFields'), in: topOf('$$this') } },
    { $map: { input: list('$updateDescription.truncatedArrays'), in: topOf('$$this.field') } },
  ],
};

/** True for an update of `collection` that sets fields under `path` and does nothing else. */
function changesOnlyUnder(collection: string, path: string): Document {
  const empty = (field: string): Document => ({ $eq: [{ $size: list(field) }, 0] });
  return {
    $and: [
      { $eq: ['$ns.coll', collection] },
      { $eq: ['$operationType', 'update'] },
      empty('$updateDescription.removedFields'),
      empty('$updateDescription.truncatedArrays'),
      {
        $allElementsTrue: {
          $map: {
            input: { $objectToArray: { $ifNull: ['$updateDescription.updatedFields', {}] } },
            in: { $eq: [{ $indexOfCP: ['$$this.k', `${path}.`] }, 0] },
          },
        },
      },
    ],
  };
}
