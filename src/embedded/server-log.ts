import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Of mongod: one JSON object a line; E and F are its severities of faults. */
const MongodFault = z.object({
  s: z.enum(['E', 'F']),
  msg: z.string(),
  attr: z
    .object({
      error: z.union([z.string(), z.object({ errmsg: z.string() }).transform(({ errmsg }) => errmsg)]),
    })
    .optional()
    .catch(undefined),
});

/** Of redis-server: `#` marks a warning or worse. */
const REDIS_FAULT = /^\d+:\w .* # (.*)$/;

/** The last complaint in a server's log, or else its last line, on one line. */
export function readReason(file: string): string {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const complaints = lines.map((line) => readMongodFault(line) ?? REDIS_FAULT.exec(line)?.[1]);
  return complaints.findLast((text) => text !== undefined) ?? (lines.at(-1) || 'it wrote no log');
}

function readMongodFault(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const fault = MongodFault.safeParse(JSON.parse(line)).data;
    return fault && [fault.msg, fault.attr?.error].filter(Boolean).join(': ');
  } catch {
    return undefined;
  }
}
