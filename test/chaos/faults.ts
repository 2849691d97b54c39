import { FAILOVER_FAULTS } from './failover-faults.js';
import type { Fault } from './fault.js';
import { INSTANCE_FAULTS } from './instance-faults.js';
import { MONGO_FAULTS } from './mongo-faults.js';
import { REDIS_FAULTS } from './redis-faults.js';
import { SLOT_FAULTS } from './slot-faults.js';
import type { TopologyName } from './redis-topology.js';

const FAULTS: readonly Fault[] = [
  ...REDIS_FAULTS,
  ...FAILOVER_FAULTS,
  ...SLOT_FAULTS,
  ...INSTANCE_FAULTS,
  ...MONGO_FAULTS,
];

/**
 * The faults that can happen in a topology, of those whose name contains `text` or that strike it.
 */
export function faultsOf(topology: TopologyName, text?: string): readonly Fault[] {
  return FAULTS.filter(
    ({ name, strikes, only }) =>
      (only === undefined || only.includes(topology)) &&
      (text === undefined || name.includes(text) || strikes === text),
  );
}
