import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { assertPortFree, findFreePort } from './free-port.js';

describe('ports', () => {
  let holder: Server;
  let taken: number;

  beforeEach(async () => {
    holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    taken = (holder.address() as AddressInfo).port;
  });

  afterEach(async () => {
    if (holder.listening) await once(holder.close(), 'close');
  });

  it('are taken as preferred while they are free', async () => {
    await once(holder.close(), 'close');
    expect(await findFreePort(taken)).toBe(taken);
  });

  it('are others when the preferred one is in use', async () => {
    const found = await findFreePort(taken);
    expect(found).not.toBe(taken);
    expect(found).toBeGreaterThan(0);
  });

  it('are none that an outgoing connection may be given meanwhile', async () => {
    const found = await Promise.all(Array.from({ length: 50 }, () => findFreePort()));
    expect(found.filter((port) => port < 10_000 || port > 32_767)).toEqual([]);
  });

  it.each(['127.0.0.1', '0.0.0.0'])('in use on loopback are told before listening on %s', async (host) => {
    await expect(assertPortFree(taken, host)).rejects.toThrow(
      `Port ${taken} is in use: stop the program that holds it, or set PORT to another.`,
    );
  });

  it('free are no fault, and stay free', async () => {
    await once(holder.close(), 'close');
    await assertPortFree(taken, '127.0.0.1');
    await assertPortFree(taken, '127.0.0.1');
    expect(await findFreePort(taken)).toBe(taken);
  });

  it('on an address of another machine are told with the reason', async () => {
    await expect(assertPortFree(0, '192.0.2.1')).rejects.toThrow(
      'Cannot listen on 192.0.2.1 port 0 (EADDRNOTAVAIL): set HOST or PORT to another.',
    );
  });
});
