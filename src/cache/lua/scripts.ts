import { readFileSync } from 'node:fs';
import type { Result } from 'ioredis';
import type { RedisClient } from '../tiers/redis-client.js';

/** Bytes of the line that scripts keep before what was stored. */
export const GUARD_BYTES = 100;
/** Characters of a lease's token. */
export const TOKEN_LENGTH = 48;

/** An entry; or `lease`; or the end of somebody else's lease. */
export type LeaseReply = [entry: Buffer] | Buffer | number;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    tierGetOrLeaseBuffer(
      key: string,
      token: string,
      leaseMs: number,
      leastStamp: number,
      below: '0' | '1',
    ): Result<LeaseReply, Context>;
    tierFill(
      key: string,
      token: string,
      stamp: number,
      value: Buffer,
      ttlMs: number,
      below: '0' | '1',
    ): Result<string, Context>;
    tierInvalidate(key: string, time: number, keepsValue: '0' | '1'): Result<number, Context>;
    tierRelease(key: string, token: string): Result<number, Context>;
  }
}

const SCRIPTS = {
  tierGetOrLease: 'get-or-lease.lua',
  tierFill: 'fill.lua',
  tierInvalidate: 'invalidate.lua',
  tierRelease: 'release.lua',
};

/** Makes the scripts commands of `client`. Each touches one key, so that a cluster needs no hash tags. */
export function defineScripts(client: RedisClient): void {
  const guard = readScript('guard.lua');
  for (const [name, file] of Object.entries(SCRIPTS)) {
    client.defineCommand(name, { numberOfKeys: 1, lua: `${guard}\n${readScript(file)}` });
  }
}

function readScript(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
