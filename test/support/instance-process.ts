import type { TestApp } from './app.js';
import { Program } from './program.js';
import { until } from './settled.js';
import { TestClient } from './test-client.js';

/** An instance of the product as a process of its own, on a suite's servers. */
export interface InstanceProcess {
  readonly client: TestClient;
  readonly program: Program;
}

/** Starts one and waits until it is ready. The suite signals its end. */
export async function startProcess(app: TestApp): Promise<InstanceProcess> {
  const program = Program.run('src/main.ts', { ...app.env, LOG_LEVEL: 'info' });
  const [, url = ''] = await program.waitFor(/listens on (\S+?)["\s]/);
  const client = new TestClient(url);
  await until('the process is ready', async () => (await client.get('/health/ready')).status === 200);
  return { client, program };
}

/** Does `work` for every item, so many at a time. */
export async function eachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
