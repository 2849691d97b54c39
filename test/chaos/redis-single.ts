import { join } from 'node:path';
import { RedisNode } from './redis-node.js';
import type { RedisTopology } from './redis-topology.js';

/** One server. */
export async function startSingle(binary: string, dir: string): Promise<RedisTopology> {
  const node = await RedisNode.start({ binary, dir: join(dir, 'redis'), args: () => [] });
  return {
    url: `redis://127.0.0.1:${node.port}`,
    routes: [{ heard: node.port, port: node.port }],
    nodes: [node],
    masters: () => Promise.resolve([node]),
    revive: () => node.reviveWithOlderDump(),
    stop: () => node.stop(),
  };
}
