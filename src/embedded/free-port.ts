import { randomInt } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { EmbeddedServerError } from './embedded.errors.js';

/** Binds a port for an instant. Rejects with the system's error when that cannot be done. */
async function tryPort(port: number, host: string): Promise<number> {
  const server = createServer();
  const bound = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return bound;
}

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, RFC 6335 from 49152): one of those may
 * be taken again before the server that it was found for listens.
 */
const PORTS = { least: 10_000, most: 32_767 };
const TRIES = 20;

/** A free loopback port: the preferred one when it is free, so that addresses stay the same between runs. */
export async function findFreePort(preferred?: number): Promise<number> {
  let port = preferred ?? randomInt(PORTS.least, PORTS.most);
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return await tryPort(port, '127.0.0.1');
    } catch {
      port = randomInt(PORTS.least, PORTS.most);
    }
  }
  throw new EmbeddedServerError(`None of ${TRIES} ports could be had on 127.0.0.1.`);
}

/**
 * Checks that this program will be able to listen.
 *
 * @throws {EmbeddedServerError} naming the port and what to do
 */
export async function assertPortFree(port: number, host: string): Promise<void> {
  try {
    await tryPort(port, host);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    if (code === 'EADDRINUSE') {
      throw new EmbeddedServerError(
        `Port ${port} is in use: stop the program that holds it, or set PORT to another.`,
        { cause },
      );
    }
    throw new EmbeddedServerError(
      `Cannot listen on ${host} port ${port} (${code}): set HOST or PORT to another.`,
      { cause },
    );
  }
}
