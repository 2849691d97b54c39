import type { LogOutput } from '../../src/logging/gathered-lines.js';

/** Keeps what a logger hands over. */
export class WrittenLog implements LogOutput {
  /** A piece for each time that lines were handed over. */
  readonly pieces: string[] = [];
  flushed = 0;

  get text(): string {
    return this.pieces.join('');
  }

  write(lines: Buffer): void {
    this.pieces.push(lines.toString());
  }

  flushSync(): void {
    this.flushed += 1;
  }
}
