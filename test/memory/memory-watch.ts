const EVERY_MS = 250;

/** Looks at the memory of a process again and again. */
export class MemoryWatch {
  private readonly timer: NodeJS.Timeout;
  /** MiB, one a quarter of a second. */
  readonly samples: number[] = [];

  constructor(private readonly read: () => number) {
    this.timer = setInterval(() => this.look(), EVERY_MS);
    this.look();
  }

  get firstMb(): number {
    return this.samples[0] ?? Number.NaN;
  }

  get mostMb(): number {
    return this.samples.reduce((most, sample) => Math.max(most, sample), 0);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    this.samples.push(Math.round(this.read() * 10) / 10);
  }
}
