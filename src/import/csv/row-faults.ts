import { MalformedRowError } from '../import.errors.js';

/** Lines told for one file; beyond them a file is not damaged here and there but is something else. */
const TOLD_PER_FILE = 1_000;

/** Counts rows that cannot be used, and tells each of them by file and line. */
export class RowFaults {
  private readonly byFile = new Map<string, number>();

  /**
   * @param options.tell is given one line a row
   * @param options.strict makes the first row throw
   */
  constructor(
    private readonly options: { readonly tell: (line: string) => void; readonly strict: boolean },
  ) {}

  /** @throws {MalformedRowError} in a strict run */
  add(file: string, line: number, reason: string): void {
    const text = `${file}:${line}: ${reason}`;
    if (this.options.strict) throw new MalformedRowError(text);
    const count = (this.byFile.get(file) ?? 0) + 1;
    this.byFile.set(file, count);
    if (count <= TOLD_PER_FILE) this.options.tell(text);
    if (count === TOLD_PER_FILE) this.options.tell(`${file}: further rows are counted and no longer told`);
  }

  get total(): number {
    return [...this.byFile.values()].reduce((sum, count) => sum + count, 0);
  }

  /** File names and their counts, files without a fault left out. */
  get counts(): ReadonlyMap<string, number> {
    return this.byFile;
  }
}
