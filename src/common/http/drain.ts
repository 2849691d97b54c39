import { Injectable } from '@nestjs/common';

/**
 * How the process leaves: ready turns 503, requests under way finish, then nothing is taken any more.
 */
@Injectable()
export class Drain {
  private readonly begun = new AbortController();
  private requests = 0;
  private closed = false;
  private onIdle: (() => void) | undefined;

  /** Aborts when the process is about to leave: long answers, such as streams of events, end then. */
  get signal(): AbortSignal {
    return this.begun.signal;
  }

  get isDraining(): boolean {
    return this.begun.signal.aborted;
  }

  /** Nothing is taken any more: the modules behind the routes are being closed. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** Requests under way. */
  get inFlight(): number {
    return this.requests;
  }

  enter(): void {
    this.requests += 1;
  }

  leave(): void {
    this.requests -= 1;
    if (this.requests === 0) this.onIdle?.();
  }

  begin(): void {
    this.begun.abort();
  }

  /**
   * Waits until no request is under way, or until the bound passes.
   *
   * @param boundMs milliseconds
   * @returns whether every request finished
   */
  async finish(boundMs: number): Promise<boolean> {
    this.begin();
    if (this.requests > 0) await this.waitUntilIdle(boundMs);
    this.closed = true;
    return this.requests === 0;
  }

  private waitUntilIdle(boundMs: number): Promise<void> {
    return new Promise((resolve) => {
      const bound = setTimeout(resolve, boundMs);
      this.onIdle = () => {
        clearTimeout(bound);
        resolve();
      };
    });
  }
}
