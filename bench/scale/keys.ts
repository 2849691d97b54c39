import { once } from 'node:events';
import { spawnProgram } from '../lab/pinning.js';
import type { Bench } from '../measure/bench.js';

/** What `memory-program.ts` prints. */
export interface MemoryFigures {
  readonly entries: number;
  readonly accountedMb: number;
  readonly residentMb: number;
  readonly readNs: number;
}

/** The memory tier with more and more values of 1 kB, beyond its bound too: what the process holds, how fast it is read. */
export async function measureKeys({ samples, report, quick }: Bench): Promise<void> {
  for (const keys of quick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000]) {
    report(`scale: ${keys.toLocaleString('en')} keys in memory`);
    const child = spawnProgram('bench/scale/memory-program.ts', {
      args: [String(keys)],
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    await once(child, 'close');
    samples.addAll(`scale/keys/${keys}`, { ...(JSON.parse(out) as MemoryFigures) });
  }
}
