import type { Progress, Step } from './progress.js';

/** Parts of a step that get a line. */
const PARTS = 4;

/** Lines, for a log file: a few a step. */
export class PlainProgress implements Progress {
  constructor(readonly tell: (line: string) => void) {}

  begin(name: string, total: number): Step {
    const began = performance.now();
    let done = 0;
    let told = 0;
    let open = true;
    return {
      advance: (count) => {
        done += count;
        const part = total > 0 ? Math.floor((done / total) * PARTS) : 0;
        if (part <= told || part >= PARTS) return;
        told = part;
        this.tell(`${name}: ${(part * 100) / PARTS} %`);
      },
      end: () => {
        if (open) this.tell(`${name}: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
        open = false;
      },
    };
  }
}
