import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { EmbeddedRedis } from '../../embedded/embedded-redis.js';
import { startRedisForSuite } from '../../../test/support/servers.js';
import { openRedis, type RedisClient } from './redis-client.js';

describe('a command whose answer is lost', () => {
  let server: EmbeddedRedis;
  let proxy: Server;
  let client: RedisClient;
  let direct: RedisClient;
  /** While true, a connection is cut as soon as it has brought an INCR to Redis. */
  let cuts = false;
  let resolveCut = (): void => {};

  /** Passes everything on both ways, until it cuts. */
  function pass(from: Socket): void {
    const to = connect(server.port, '127.0.0.1');
    from.on('data', (bytes: Buffer) => {
      const isCut = cuts && bytes.toString().toLowerCase().includes('incr');
      to.write(bytes);
      if (!isCut) return;
      cuts = false;
      from.destroy();
      // Read to its end, or the connection to Redis would stay open.
      to.resume();
      to.end(() => resolveCut());
    });
    to.pipe(from);
    from.on('error', () => {});
    to.on('error', () => {});
    from.on('close', () => to.end());
    to.on('close', () => from.destroy());
  }

  beforeAll(async () => {
    server = await startRedisForSuite();
    proxy = createServer(pass).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    client = openRedis(`redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`, {
      socketTimeout: 10_000,
    });
    client.on('error', () => {});
    await once(client, 'ready');
    direct = openRedis(server.uri, { socketTimeout: 10_000 });
    await once(direct, 'ready');
  });
  afterAll(async () => {
    client?.disconnect();
    direct?.disconnect();
    proxy?.close();
    await server?.stop();
  });

  it('is not sent again, and what comes while nobody is there is not kept for later', async () => {
    cuts = true;
    const cut = new Promise<void>((resolve) => (resolveCut = resolve));
    const back = once(client, 'ready');
    await expect(client.incr('count')).rejects.toThrow('max retries per request limit');
    await expect(client.incr('count')).rejects.toThrow('enableOfflineQueue');
    await Promise.all([cut, back]);
    await client.ping();
    expect(await direct.get('count')).toBe('1');
  });
});
