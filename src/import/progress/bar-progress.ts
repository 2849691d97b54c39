import { Presets, SingleBar } from 'cli-progress';
import type { Progress, Step } from './progress.js';

/** A bar that moves, for a terminal. */
export class BarProgress implements Progress {
  private bar: SingleBar | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  begin(name: string, total: number): Step {
    this.bar?.stop();
    const bar = new SingleBar(
      {
        stream: this.stream,
        format: `{bar} {percentage} % | {duration_formatted} | ${name}`,
        hideCursor: true,
        clearOnComplete: false,
        gracefulExit: true,
      },
      Presets.shades_classic,
    );
    bar.start(Math.max(total, 1), 0);
    this.bar = bar;
    return {
      advance: (count) => bar.increment(count),
      end: () => {
        if (this.bar === bar) this.bar = undefined;
        bar.stop();
      },
    };
  }

  /** Writes over the bar, which is drawn again below the line. */
  tell(line: string): void {
    if (this.bar) this.stream.write('\r\u001B[K');
    this.stream.write(`${line}\n`);
    this.bar?.render();
  }
}
