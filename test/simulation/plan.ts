import type { PlannedFault } from './faults.js';

/** What a client asks of an instance: at a time, or as soon after it as its last answer is there. */
export type PlannedAct = PlannedRead | PlannedWrite;

export interface PlannedRead {
  readonly kind: 'read';
  readonly at: number;
  /** Which instance. */
  readonly place: number;
  readonly row: string;
  readonly id: string;
}

export interface PlannedWrite {
  readonly kind: 'write';
  readonly at: number;
  readonly place: number;
  /** One transaction. */
  readonly changes: readonly { readonly id: string; readonly deletes: boolean }[];
  /** Whether it clears the caches it can name, as the product does, or leaves all to the log. */
  readonly tells: boolean;
  /** Whether it carries over itself what its instance holds. */
  readonly carries: boolean;
}

export interface PlannedClient {
  /** Sends the consistency token it was last given. */
  readonly keepsToken: boolean;
  readonly acts: readonly PlannedAct[];
}

/** One schedule before it is run: all that is done, all that goes wrong. Anything may be left out of it. */
export interface Plan {
  /** Of the delays. */
  readonly seed: number;
  readonly instances: number;
  /** The longest that anything is under way, one way, in milliseconds. */
  readonly latencyMs: number;
  readonly clients: readonly PlannedClient[];
  readonly faults: readonly PlannedFault[];
}
