/** Text of one source file that is replaced; it must be there exactly once. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What is to notice: schedules of the simulation, or one suite where chance would be too slow. */
export type Hunter =
  | { readonly kind: 'simulation'; readonly schedules: number }
  | { readonly kind: 'suite'; readonly path: string };

/** A way to break the protocol, in the source. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly hunter: Hunter;
}

/** One edit, written short: the file, what is there, what takes its place. */
export const edit = (file: string, find: string, replace: string): Edit => ({ file, find, replace });
