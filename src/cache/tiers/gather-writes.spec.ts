import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Redis } from 'ioredis';
import { gatherWrites } from './gather-writes.js';

describe('commands of one turn', () => {
  let server: Server;
  let client: Redis;
  /** What came, as it came. */
  const chunks: string[] = [];

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        chunks.push(bytes.toString());
        socket.write('+OK\r\n'.repeat(bytes.toString().split('*').length - 1));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    client = gatherWrites(new Redis({ port, enableReadyCheck: false }));
    await once(client, 'ready');
    await client.set('first', '1');
  });
  afterAll(() => {
    client.disconnect();
    server.close();
  });

  it('leave together, in their order, and none is left over', async () => {
    chunks.length = 0;
    const { stream } = client;
    const before = stream.bytesWritten;
    const commands = Array.from({ length: 5 }, (_, n) => client.set(`key ${n}`, 'x'));
    expect(stream.bytesWritten - before).toBeGreaterThan(0);
    expect(stream.writableCorked).toBe(1);
    await Promise.all(commands);
    expect(stream.writableCorked).toBe(0);
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.match(/key \d/g)).toEqual(['key 0', 'key 1', 'key 2', 'key 3', 'key 4']);
  });

  it('do not wait for each other beyond a bound', async () => {
    const commands = Array.from({ length: 33 }, (_, n) => client.set(`key ${n}`, 'x'));
    // Those up to the bound have left; what is held is the one after.
    expect(client.stream.writableCorked).toBe(1);
    expect(client.stream.writableLength).toBeLessThan(100);
    await Promise.all(commands);
    expect(client.stream.writableLength).toBe(0);
  });
});
