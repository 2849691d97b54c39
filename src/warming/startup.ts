import { Injectable } from '@nestjs/common';

/** Whether the instance has started: its caches are warm, or it has waited long enough for them. */
@Injectable()
export class Startup {
  private done = false;
  private resolve: () => void = () => undefined;

  /** Resolves when it has started. */
  readonly finished = new Promise<void>((resolve) => {
    this.resolve = resolve;
  });

  get isDone(): boolean {
    return this.done;
  }

  finish(): void {
    this.done = true;
    this.resolve();
  }
}
