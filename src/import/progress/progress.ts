/** One step of a long run, whose extent is known beforehand. */
export interface Step {
  advance(count: number): void;
  /** Says that nothing more is coming, whether all was done or not. A second call does nothing. */
  end(): void;
}

/** Shows a person how far a long run has come. */
export interface Progress {
  /** Begins a step of `total` units (bytes, documents). The step before must have ended. */
  begin(name: string, total: number): Step;
  /** One line about something beside the steps, such as a row that could not be used. */
  tell(line: string): void;
}

/** Shows nothing: for the demonstration's data and tests. */
export const SILENT: Progress = {
  begin: () => ({ advance: () => undefined, end: () => undefined }),
  tell: () => undefined,
};
