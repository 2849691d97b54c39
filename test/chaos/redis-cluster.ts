import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { findFreePort } from '../../src/embedded/free-port.js';
import { RedisNode } from './redis-node.js';
import type { RedisTopology } from './redis-topology.js';
import { eventually } from '../support/eventually.js';

export const SLOTS = 16_384;
const MASTERS = 3;
const NODES = 6;
/** How far above its port a node's bus is; before Redis 7 that cannot be set. */
const BUS = 10_000;
/** Both it and its bus are below the ports of outgoing connections. */
const PORTS = { least: 10_000, most: 22_000 };

/** Three masters with a replica each; Redis 6.2 will do. */
export async function startCluster(binary: string, dir: string): Promise<RedisTopology> {
  const nodes: RedisNode[] = [];
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    for (let n = 0; n < NODES; n += 1) nodes.push(await startNode(binary, join(dir, `redis-${n}`)));
    await introduce(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `redis+cluster://${nodes.map(({ front }) => `127.0.0.1:${front.port}`).join(',')}`,
    routes: nodes.map(({ front, port }) => ({ heard: front.port, port })),
    nodes,
    masters: async () => {
      const roles = await Promise.all(nodes.map((node) => node.isMaster()));
      return nodes.filter((_, n) => roles[n]);
    },
    // Its own file says what it was; the others tell it what it is.
    revive: (node) => node.reviveWithOlderDump(),
    stop,
  };
}

async function startNode(binary: string, dir: string): Promise<RedisNode> {
  const port = await findPortWithBus();
  return RedisNode.start({
    ...{ binary, dir, port },
    args: (heard) => [
      ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '1500'],
      ...['--cluster-announce-ip', '127.0.0.1', '--cluster-announce-port', String(heard)],
      ...['--cluster-announce-bus-port', String(port + BUS), '--cluster-replica-validity-factor', '0'],
      // One part being away must not keep the others from answering.
      ...['--cluster-require-full-coverage', 'no', '--repl-diskless-sync-delay', '0'],
      ...['--repl-ping-replica-period', '1'],
    ],
  });
}

async function findPortWithBus(): Promise<number> {
  for (;;) {
    const port = await findFreePort(randomInt(PORTS.least, PORTS.most));
    if (port < PORTS.most && (await findFreePort(port + BUS)) === port + BUS) return port;
  }
}

async function introduce(nodes: readonly RedisNode[]): Promise<void> {
  const [first] = nodes;
  for (const [n, { client }] of nodes.entries()) {
    await client.cluster('SET-CONFIG-EPOCH', n + 1);
    if (n < MASTERS) {
      const from = Math.floor((SLOTS * n) / MASTERS);
      const end = Math.floor((SLOTS * (n + 1)) / MASTERS);
      await client.cluster('ADDSLOTS', ...Array.from({ length: end - from }, (_, slot) => from + slot));
    }
    if (n > 0)
      await client.call('CLUSTER', 'MEET', '127.0.0.1', String(first!.port), String(first!.port + BUS));
  }
  const knowsAll = async ({ client }: RedisNode): Promise<boolean> =>
    (await describe(client)).get('cluster_known_nodes') === String(NODES);
  await eventually(
    'all know each other',
    async () => (await Promise.all(nodes.map(knowsAll))).every(Boolean),
    30_000,
  );
  for (const [n, { client }] of nodes.entries()) {
    if (n < MASTERS) continue;
    const master = await nodes[n - MASTERS]!.client.cluster('MYID');
    await client.cluster('REPLICATE', master);
  }
  const isWell = async ({ client }: RedisNode): Promise<boolean> => {
    const linked = /master_link_status:up|role:master/.test(await client.info('replication'));
    return linked && (await describe(client)).get('cluster_state') === 'ok';
  };
  await eventually(
    'a whole cluster',
    async () => (await Promise.all(nodes.map(isWell))).every(Boolean),
    30_000,
  );
}

async function describe(client: RedisNode['client']): Promise<ReadonlyMap<string, string>> {
  const lines = (await client.cluster('INFO')).split('\r\n');
  return new Map(lines.map((line) => line.split(':') as [string, string]));
}
