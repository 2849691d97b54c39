import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Cluster } from 'ioredis';
import { once } from 'node:events';
import { watchConnections } from './create-engine.js';
import { openRedis } from './tiers/redis-client.js';

describe('a cluster with more nodes than REDIS_MAX_CONNECTIONS allows for', () => {
  it('is told of once', async () => {
    const told: unknown[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void told.push(line));
    const cluster = openRedis('redis+cluster://127.0.0.1:1,127.0.0.1:2') as Cluster;
    cluster.on('error', () => {});
    watchConnections(cluster, 6);
    await once(cluster, '+node');
    cluster.emit('+node', cluster.nodes()[0]);
    cluster.disconnect();
    jest.restoreAllMocks();
    expect(told).toEqual(["the cluster's nodes take 8 connections, REDIS_MAX_CONNECTIONS is 6"]);
  });
});
