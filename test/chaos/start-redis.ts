import { startCluster } from './redis-cluster.js';
import { startSentinelTrio } from './redis-sentinel.js';
import { startSingle } from './redis-single.js';
import type { RedisTopology, TopologyName } from './redis-topology.js';

const STARTERS: Readonly<Record<TopologyName, (binary: string, dir: string) => Promise<RedisTopology>>> = {
  single: startSingle,
  sentinel: startSentinelTrio,
  cluster: startCluster,
};

export function startRedis(name: TopologyName, binary: string, dir: string): Promise<RedisTopology> {
  return STARTERS[name](binary, dir);
}
