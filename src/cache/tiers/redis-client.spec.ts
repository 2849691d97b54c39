import { Cluster, Redis } from 'ioredis';
import { openRedis, type RedisClient } from './redis-client.js';

describe('a Redis address', () => {
  const clients: RedisClient[] = [];
  const open = (url: string): RedisClient => {
    const client = openRedis(url, { lazyConnect: true });
    client.on('error', () => {});
    clients.push(client);
    return client;
  };
  afterAll(() => {
    for (const client of clients) client.disconnect();
  });

  it('names one node, its database and its password', () => {
    const { options } = open('redis://:p%40ss@cache.example:6380/2') as Redis;
    expect(options).toMatchObject({ host: 'cache.example', port: 6380, db: 2, password: 'p@ss' });
    expect(options.tls).toBeUndefined();
    expect((open('rediss://cache.example') as Redis).options).toMatchObject({ tls: {}, port: 6379, db: 0 });
  });

  it('names sentinels and the master they watch', () => {
    const { options } = open('redis+sentinel://one:26379,two/mymaster') as Redis;
    expect(options.name).toBe('mymaster');
    expect(options.sentinels).toEqual([
      { host: 'one', port: 26379 },
      { host: 'two', port: 26379 },
    ]);
  });

  it('names nodes of a cluster', () => {
    const client = openRedis('redis+cluster://127.0.0.1:1,127.0.0.1:2');
    client.on('error', () => {});
    client.disconnect();
    expect(client).toBeInstanceOf(Cluster);
  });

  it('outlives a node of a cluster that does not answer ASKING', async () => {
    const client = openRedis('redis+cluster://127.0.0.1:1');
    client.on('error', () => {});
    const node = open('redis://127.0.0.1:1') as Redis;
    node.disconnect();
    await expect(node.asking()).rejects.toThrow('closed');
    client.emit('+node', node);
    await expect(node.asking()).resolves.toBe('OK');
    client.disconnect();
  });

  it('is refused when it makes no sense', () => {
    expect(() => openRedis('redis+sentinel://one:26379')).toThrow('name of the master');
    expect(() => openRedis('redis://host/notanumber')).toThrow('database number');
  });

  it('never waits, queues or repeats', () => {
    expect((open('redis://127.0.0.1:1') as Redis).options).toMatchObject({
      socketTimeout: 1_000,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
  });
});
