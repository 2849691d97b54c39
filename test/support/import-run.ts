import { mongo } from 'mongoose';
import type { RollupDifference } from '../../src/analytics/index.js';
import { parseConfig } from '../../config/index.js';
import { runProgram } from '../../src/import/cli/program.js';
import { openSession, type ImportSession } from '../../src/import/cli/session.js';

/** What a run of the import program came to. */
export interface ImportRun {
  readonly code: number;
  /** Standard output. */
  readonly said: readonly string[];
  /** Standard error: complaints and rows that could not be used. */
  readonly told: readonly string[];
  /** New and already there, by the name in the first column of the summary. */
  readonly counts: Readonly<Record<string, readonly [added: number, present: number]>>;
}

/** `npm run import -- …` and `npm run seed -- …` in this process, on one database, as often as wanted. */
export class Importer {
  private constructor(private readonly session: ImportSession) {}

  static async open(mongoUri: string): Promise<Importer> {
    const config = parseConfig({ MONGO_URI: mongoUri, JWT_SECRET: 'a secret of the tests alone' });
    return new Importer(await openSession(config));
  }

  /** @param now the time that the program believes it is */
  async run(args: readonly string[], now = new Date()): Promise<ImportRun> {
    const said: string[] = [];
    const told: string[] = [];
    const tell = (line: string): void => void told.push(line);
    const code = await runProgram(args, {
      work: (perform) => perform(this.session),
      progress: { begin: () => ({ advance: () => undefined, end: () => undefined }), tell },
      say: (line) => void said.push(line),
      complain: tell,
      now: () => now,
    });
    return { code, said, told, counts: readCounts(said) };
  }

  /** What a rebuild of the rollups would put right. */
  checkRollups(): Promise<readonly RollupDifference[]> {
    return this.session.checkRollups();
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** Rows of the summary: a name, and two numbers. */
function readCounts(said: readonly string[]): ImportRun['counts'] {
  const rows = said.flatMap((line) => {
    const found = /^(\S.*?)\s{2,}([\d,]+)\s+([\d,]+)$/.exec(line);
    return found ? [found.slice(1)] : [];
  });
  const toNumber = (text = ''): number => Number(text.replaceAll(',', ''));
  return Object.fromEntries(
    rows.map(([name = '', added, present]) => [name, [toNumber(added), toNumber(present)]]),
  );
}

/** A look into a database past the product, for tests of what was and was not written. */
export class DatabaseProbe {
  private constructor(
    readonly uri: string,
    private readonly client: mongo.MongoClient,
    private readonly db: mongo.Db,
  ) {}

  static async open(uri: string): Promise<DatabaseProbe> {
    const client = await mongo.MongoClient.connect(uri);
    return new DatabaseProbe(uri, client, client.db());
  }

  count(collection: string): Promise<number> {
    return this.db.collection(collection).countDocuments();
  }

  /** One text for all documents of these collections, made by the server: equal only if every one of them is, to the byte. */
  async fingerprint(collections: readonly string[]): Promise<string> {
    const { collections: hashes } = await this.db.command({ dbHash: 1, collections });
    return JSON.stringify(hashes);
  }

  async insert(collection: string, document: mongo.Document): Promise<void> {
    await this.db.collection(collection).insertOne(document);
  }

  /** Takes every document out of what an import writes; collections and indexes stay. */
  async clear(): Promise<void> {
    for (const name of [...WRITTEN, 'data_loads']) await this.db.collection(name).deleteMany({});
  }

  /** Drops the database. */
  async close(): Promise<void> {
    await this.db.dropDatabase();
    await this.client.close();
  }
}

/** What an import writes, rollups included. */
export const WRITTEN = [
  'courses',
  'lessons',
  'users',
  'completions',
  'heartbeats',
  'enrollments',
  'reviews',
  'daily_activity',
  'learners',
  'rollup_platform',
  'rollup_days',
  'rollup_course_pairs',
] as const;
