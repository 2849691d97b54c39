import { Redis } from 'ioredis';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../src/embedded/free-port.js';
import { ServerProcess } from '../../src/embedded/server-process.js';
import { RedisNode } from './redis-node.js';
import type { RedisTopology } from './redis-topology.js';
import { eventually } from '../support/eventually.js';

const MASTER = 'tiercel';
const SENTINELS = 3;

/** A master and two replicas, watched by three sentinels. */
export async function startSentinelTrio(binary: string, dir: string): Promise<RedisTopology> {
  const start = (n: number, args: readonly string[] = []): Promise<RedisNode> =>
    RedisNode.start({
      ...{ binary, dir: join(dir, `redis-${n}`) },
      args: (heard) => [
        ...['--replica-announce-ip', '127.0.0.1', '--replica-announce-port', String(heard)],
        ...['--repl-diskless-sync-delay', '0', '--repl-ping-replica-period', '1', ...args],
      ],
    });
  const first = await start(0);
  const nodes = [first];
  for (const n of [1, 2]) nodes.push(await start(n, replicaOf(first)));
  const sentinels: Awaited<ReturnType<typeof startSentinel>>[] = [];
  for (let n = 0; n < SENTINELS; n += 1)
    sentinels.push(await startSentinel(binary, join(dir, `sentinel-${n}`), first));
  const clients = sentinels.map(({ port }) => new Redis(port, { commandTimeout: 2_000 }));
  for (const client of clients) client.on('error', () => undefined);

  /** What most sentinels say. */
  const master = async (): Promise<RedisNode | undefined> => {
    const answers = await Promise.all(
      clients.map((client) => client.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER).catch(() => null)),
    );
    const ports = answers.map((answer) => Number((answer as [string, string] | null)?.[1]));
    return nodes.find(({ front }) => ports.filter((port) => port === front.port).length > SENTINELS / 2);
  };
  const others = SENTINELS * (SENTINELS - 1 + 2);
  await eventually('sentinels that know all', async () => (await countOthers(clients)) === others, 30_000);
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${MASTER}`,
    routes: [
      ...nodes.map(({ front, port }) => ({ heard: front.port, port })),
      ...sentinels.map(({ port }) => ({ heard: port, port })),
    ],
    nodes,
    masters: async () => {
      const found = await master();
      return found ? [found] : [];
    },
    revive: async (node) => {
      const now = await master();
      await node.reviveWithOlderDump(now && now !== node ? replicaOf(now) : ['--replicaof', 'no', 'one']);
    },
    stop: async () => {
      for (const client of clients) client.disconnect();
      await Promise.all(sentinels.map(({ server }) => server.stop()));
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

function replicaOf({ front }: RedisNode): string[] {
  return ['--replicaof', '127.0.0.1', String(front.port)];
}

/** Sentinel keeps what it learns in its own configuration file. */
async function startSentinel(
  binary: string,
  dir: string,
  { front }: RedisNode,
): Promise<{ port: number; server: ServerProcess }> {
  const port = await findFreePort();
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, 'sentinel.conf'),
    [
      `port ${port}`,
      'bind 127.0.0.1',
      'sentinel announce-ip 127.0.0.1',
      `sentinel monitor ${MASTER} 127.0.0.1 ${front.port} 2`,
      `sentinel down-after-milliseconds ${MASTER} 1500`,
      `sentinel failover-timeout ${MASTER} 4000`,
      `sentinel parallel-syncs ${MASTER} 2`,
      '',
    ].join('\n'),
  );
  const args = ['sentinel.conf', '--sentinel'];
  return { port, server: await ServerProcess.start({ name: 'redis-sentinel', binary, dir, args }) };
}

/** How many replicas and other sentinels all sentinels know of together. */
async function countOthers(clients: readonly Redis[]): Promise<number> {
  const counts = await Promise.all(
    clients.map(async (client) => {
      const ask = async (what: string): Promise<number> =>
        ((await client.call('SENTINEL', what, MASTER).catch(() => [])) as unknown[]).length;
      return (await ask('REPLICAS')) + (await ask('SENTINELS'));
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
