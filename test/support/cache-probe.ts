import { Types, type Connection } from 'mongoose';
import { CacheEngine, parseAnswer, TieredCacheService, type CacheAnswer } from '../../src/cache/index.js';
import type { LogChange } from '../../src/cache/coherence/log.port.js';
import { defineCache, type CacheRow, type InvalidationMode } from '../../src/cache/define-cache.js';
import { tag } from '../../src/catalogue/index.js';
import { COURSE, type Course } from '../../src/courses/course.schema.js';
import { NotFoundError } from '../../src/common/index.js';
import type { Instance } from './app.js';
import { eventually } from './eventually.js';

export interface Probed {
  readonly title: string;
}
export interface ProbeParams {
  readonly id: string;
}

/** A row of a test's own over the courses, on one instance: its loads are counted and can be held or failed. */
export class CacheProbe {
  readonly cache: TieredCacheService;
  readonly engine: CacheEngine;
  readonly row: CacheRow<ProbeParams, Probed>;
  readonly connection: Connection;
  loads = 0;
  /** Runs inside each load after its read. */
  afterRead: () => Promise<void> = async () => {};
  /** Runs inside each load before its read. */
  beforeRead: () => Promise<void> = async () => {};

  constructor(instance: Instance, kind: string, invalidation: InvalidationMode = { mode: 'strict' }) {
    this.cache = instance.app.get(TieredCacheService, { strict: false });
    this.engine = instance.app.get(CacheEngine, { strict: false });
    this.connection = instance.connection;
    this.row = defineCache<ProbeParams, Probed>({
      kind,
      namespace: kind,
      prefix: `${kind}:`,
      key: ({ id }) => `${kind}:${id}`,
      ttl: { l1: 60, l2: 60 },
      tags: ({ id }) => [tag.course(id)],
      invalidation,
    });
    this.cache.provide(this.row, ({ id }) => this.load(id));
  }

  read(id: string, notBefore = 0): Promise<CacheAnswer> {
    return this.cache.getOrLoad(this.row, { id }, { notBefore });
  }

  async titleOf(id: string, notBefore = 0): Promise<string> {
    return parseAnswer<Probed>(await this.read(id, notBefore)).title;
  }

  private async load(id: string): Promise<Probed> {
    this.loads += 1;
    await this.beforeRead();
    const course = await this.connection.model<Course>(COURSE).findById(id).lean();
    await this.afterRead();
    if (!course) throw new NotFoundError(`There is no course ${id}.`);
    return { title: course.title };
  }
}

/** Writes a course past the application, as a program with its own connection would. */
export async function writeCourse(
  connection: Connection,
  title: string,
  id = new Types.ObjectId(),
): Promise<string> {
  await connection
    .collection('courses')
    .updateOne(
      { _id: id },
      { $set: { title }, $setOnInsert: { stats: { enrollments: 0 } } },
      { upsert: true, writeConcern: { w: 'majority' } },
    );
  return id.toHexString();
}

/** Waits until an instance has read all of the log so far: what was written past it is known to it then. */
export async function logIsRead(instance: Instance): Promise<void> {
  const { log, proof, heart } = instance.app.get(CacheEngine, { strict: false });
  const now = await log.now();
  await eventually('the log is read', () => {
    heart.hasten();
    return proof.position >= now;
  });
}

/**
 * Keeps an instance from hearing what its log says, as if the log were late.
 * @returns lets it hear all of it, in order, and whatever follows
 */
export function holdLog(instance: Instance): () => void {
  const { tail } = instance.app.get(CacheEngine, { strict: false });
  const hear = (Reflect.get(tail, 'apply') as (change: LogChange) => void).bind(tail);
  const held: LogChange[] = [];
  Reflect.set(tail, 'apply', (change: LogChange) => void held.push(change));
  return () => {
    Reflect.deleteProperty(tail, 'apply');
    for (const change of held.splice(0)) hear(change);
  };
}
