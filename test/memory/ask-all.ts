import { Connection } from '../../bench/load/connection.js';
import { encodeRequest } from '../../bench/load/load-job.js';
import type { Ask } from './asks.js';

/** Connections that ask, each for one thing at a time. */
const CONNECTIONS = 32;

/** How answers differed from what was right, at most so many kinds of it. */
const MOST_SURPRISES = 20;

export interface Answers {
  readonly asked: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Paths whose status was not the right one; a few. */
  readonly surprises: readonly string[];
}

/**
 * Asks for everything over a few connections.
 * @param until by `performance.now()`: what was not asked for by then is left out
 */
export async function askAll(port: number, asks: Iterable<Ask>, until: number): Promise<Answers> {
  const queue = asks[Symbol.iterator]();
  const statuses: Record<number, number> = {};
  const surprises: string[] = [];
  let asked = 0;
  const askInTurn = async (connection: Connection): Promise<void> => {
    for (;;) {
      if (performance.now() > until) return;
      const { value: ask, done } = queue.next();
      if (done === true) return;
      asked += 1;
      const status = await statusOf(connection, ask.path, port);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== ask.status && surprises.length < MOST_SURPRISES) surprises.push(`${status} ${ask.path}`);
    }
  };
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)));
  try {
    await Promise.all(connections.map(askInTurn));
  } finally {
    for (const connection of connections) connection.close();
  }
  return { asked, statuses, surprises };
}

function statusOf(connection: Connection, path: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    connection.send(encodeRequest({ method: 'GET', path }, port), ({ status }) => resolve(status), reject);
  });
}
