import type { Lab } from '../lab/lab.js';
import type { Load } from '../load/load.js';
import type { Stock } from '../lab/stock.js';
import type { Samples } from './samples.js';

/** What a section works with. */
export interface Bench {
  readonly lab: Lab;
  readonly load: Load;
  readonly samples: Samples;
  readonly report: (line: string) => void;
  /** Fewer rounds, shorter, and only what a change could have spoiled. */
  readonly quick: boolean;
  /** What is in the database; put there when it is first asked for. */
  readonly stock: () => Promise<Stock>;
  /** Folder of the OULAD files, where there is one. */
  readonly ouladDir: string | undefined;
}

export type Section = (bench: Bench) => Promise<void>;
