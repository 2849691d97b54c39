import type { Db } from 'mongodb';

interface Usage {
  readonly totals: Readonly<Record<string, { readonly queries?: { readonly count: number } }>>;
}

/** Finds on `courses` since MongoDB started, by its own count: https://www.mongodb.com/docs/manual/reference/command/top/ */
export async function countCourseReads(db: Db): Promise<number> {
  const { totals } = (await db.admin().command({ top: 1 })) as unknown as Usage;
  return totals[`${db.databaseName}.courses`]?.queries?.count ?? 0;
}
