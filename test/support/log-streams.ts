import type { Connection, mongo } from 'mongoose';
import { BEATS } from '../../src/cache/mongo/log-sources.js';

/** How the server lists a cursor: below the command's name while it waits for more, else below its own namespace. */
const COMMAND = '$cmd';
const AGGREGATE = '$cmd.aggregate';

interface Listed {
  readonly cursor: { readonly cursorId: mongo.Long; readonly originatingCommand: unknown };
}

/** Ids of the change streams by which caches follow this database, one an instance, as the server lists them. */
export async function listLogStreams(connection: Connection): Promise<string[]> {
  const ops = await connection
    .getClient()
    .db('admin')
    .aggregate<Listed>([
      { $currentOp: { allUsers: true, idleCursors: true } },
      { $match: { ns: { $in: [COMMAND, AGGREGATE].map((name) => `${connection.name}.${name}`) } } },
      { $match: { 'cursor.originatingCommand.pipeline': { $exists: true } } },
    ])
    .toArray();
  // Others follow the database too; only caches hear their own beats.
  const ours = ops.filter(({ cursor }) => JSON.stringify(cursor.originatingCommand).includes(BEATS));
  return [...new Set(ours.map(({ cursor }) => String(cursor.cursorId)))];
}

/** Ends them at the server, as a restart of it would. */
export async function killLogStreams(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.db?.command({ killCursors: AGGREGATE, cursors: ids.map((id) => BigInt(id)) });
}
