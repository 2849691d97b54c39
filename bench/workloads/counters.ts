import { Redis } from 'ioredis';
import type { Lab } from '../lab/lab.js';

/** What the servers have counted themselves since they started. */
export interface ServerCounters {
  /** `find`, `aggregate`, `count` and `distinct` commands that MongoDB was given. */
  readonly mongoReads: number;
  /** Bytes that went to Redis and back. */
  readonly redisBytes: number;
}

const READING = ['find', 'aggregate', 'count', 'distinct'];

export async function readCounters({ client, redis: { uri } }: Lab): Promise<ServerCounters> {
  const status = await client.db('admin').command({ serverStatus: 1 });
  const commands = (status['metrics'] as { commands: Record<string, { total: number }> }).commands;
  const redis = new Redis(uri);
  try {
    const info = await redis.info('stats');
    const field = (name: string): number => Number(new RegExp(`${name}:(\\d+)`).exec(info)?.[1] ?? 0);
    return {
      mongoReads: READING.reduce((sum, name) => sum + (commands[name]?.total ?? 0), 0),
      redisBytes: field('total_net_input_bytes') + field('total_net_output_bytes'),
    };
  } finally {
    redis.disconnect();
  }
}

/** Nothing of an earlier run is in Redis any more. */
export async function emptyRedis({ redis: { uri } }: Lab): Promise<void> {
  const redis = new Redis(uri);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}
