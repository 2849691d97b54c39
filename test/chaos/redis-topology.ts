import { eventually } from '../support/eventually.js';
import type { RedisNode } from './redis-node.js';

export const TOPOLOGIES = ['single', 'sentinel', 'cluster'] as const;
export type TopologyName = (typeof TOPOLOGIES)[number];

/** A server listens at `port`; others hear that it is at `heard`. */
export interface Route {
  readonly heard: number;
  readonly port: number;
}

/** The Redis servers of one run. */
export interface RedisTopology {
  /** As in `REDIS_URL`. */
  readonly url: string;
  /** All that an instance may connect to. */
  readonly routes: readonly Route[];
  readonly nodes: readonly RedisNode[];
  /** Those that take writes; none while they are deciding. */
  masters(): Promise<RedisNode[]>;
  /** Starts a killed server with its older dump, in the role that it has by now. */
  revive(node: RedisNode): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** @throws {Error} when there is none for half a minute */
export async function awaitMasters(redis: RedisTopology): Promise<readonly RedisNode[]> {
  let found: readonly RedisNode[] = [];
  await eventually('a master', async () => (found = await redis.masters()).length > 0, PATIENCE_MS);
  return found;
}
