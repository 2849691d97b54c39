import type { Redis } from 'ioredis';

/**
 * Commands that leave in one system call at most. Redis begins with the first ones while this process still makes the
 * others: were all of them held back to the end, one would always wait for the other.
 */
const MOST_TOGETHER = 32;

/**
 * Sends commands that are given in one turn of the event loop together: the client writes each of them by itself, and
 * a system call costs several times what making the command does. None waits for a later turn.
 */
export function gatherWrites(client: Redis): Redis {
  return client.on('connect', () => {
    const { stream } = client;
    const write = stream.write.bind(stream);
    let held = 0;
    const send = (): void => {
      if (held === 0) return;
      held = 0;
      stream.uncork();
    };
    const hold = (...args: Parameters<typeof write>): boolean => {
      if (held === 0) {
        stream.cork();
        process.nextTick(send);
      }
      held += 1;
      const hasRoom = write(...args);
      if (held === MOST_TOGETHER) send();
      return hasRoom;
    };
    stream.write = hold as typeof stream.write;
  });
}
