import type { FillResult, RemoteRead, RemoteTier } from './remote-tier.port.js';

/** Stands in for L2 where no `REDIS_URL` is set: process memory and MongoDB do the work. */
export class NoRemoteTier implements RemoteTier {
  readonly available = false;
  readonly fault = null;

  async look(): Promise<RemoteRead> {
    return { kind: 'unavailable' };
  }

  async getOrLease(): Promise<RemoteRead> {
    return { kind: 'unavailable' };
  }
  async fill(): Promise<FillResult> {
    return 'unavailable';
  }
  async release(): Promise<void> {}
  async invalidate(): Promise<void> {}
  async delete(): Promise<boolean> {
    return false;
  }
  async scan(): Promise<{ keys: string[]; cursor: string }> {
    return { keys: [], cursor: '0' };
  }
  async addCounters(): Promise<boolean> {
    return false;
  }
  async readCounters(): Promise<null> {
    return null;
  }
  async info(): Promise<null> {
    return null;
  }
  async close(): Promise<void> {}
}
