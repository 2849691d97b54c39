import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { CPU } from '../lab/pinning.js';

const GIBIBYTE = 1_024 ** 3;

/** Where, when and how the figures came to be; without it they mean nothing. */
export function describeCircumstances(sections: readonly string[], minutes: number): string {
  const pinned =
    CPU.server === undefined
      ? 'server and load generator share all processors'
      : 'the server under load has one processor, the load generator the other, MongoDB and Redis run on both, in workloads the product too';
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${availableParallelism()} processors`,
    `(${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / GIBIBYTE)} GiB; ${pinned}.`,
    `Sections ${sections.join(', ')} in ${minutes.toFixed(1)} minutes;`,
    `load of the machine over the last 15 minutes: ${loadavg()[2]?.toFixed(1)}.`,
  ].join(' ');
}
