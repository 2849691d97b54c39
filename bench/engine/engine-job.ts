import type { EngineSubject } from './engine-subject.js';

/** What a process that runs one subject is told. */
export type EngineJob =
  | { readonly kind: 'open'; readonly name: string; readonly env: Readonly<Record<string, string>> }
  | { readonly kind: 'measure'; readonly operation: string };

export type EngineTraits = Pick<EngineSubject, 'gives' | 'tiers' | 'sharesLoads'>;

export interface EngineResult {
  /** Microseconds an operation. */
  readonly us: number;
  /** Loads from MongoDB meanwhile. */
  readonly loads: number;
}
