import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Drain } from './drain.js';

/** A request whose connection is done with it, answered or given up. */
export interface FinishedRequest {
  readonly id: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** The route's pattern, never the address itself, so that there are few of them. */
  readonly route: string;
  /** What was answered; 499 when the client had left before. */
  readonly status: number;
  readonly milliseconds: number;
}

export type RequestObserver = (finished: FinishedRequest) => void;

type Begun = Omit<FinishedRequest, 'status' | 'milliseconds'>;

const CLIENT_LEFT = 499;

/** Counts what is under way, and tells the observers of it when it is over. */
export class RequestWatch {
  constructor(
    private readonly drain: Drain,
    private readonly observers: readonly RequestObserver[],
  ) {}

  /**
   * Watches until the connection is done. It listens for `close`, since an answer that its client did not wait
   * for never finishes; what does is told by `finish`, which a prepared answer emits as well.
   * @param describe asked at the end, when the route is known
   */
  until(response: ServerResponse, startedAt: number, describe: () => Begun): void {
    this.drain.enter();
    let isFinished = false;
    response.once('finish', () => (isFinished = true));
    response.once('close', () => {
      this.drain.leave();
      const status = isFinished ? response.statusCode : CLIENT_LEFT;
      this.tell({ ...describe(), status, milliseconds: performance.now() - startedAt });
    });
  }

  /** For an answer that the connection has taken whole by now: nothing is left to watch. */
  done(begun: Begun, status: number, startedAt: number): void {
    const { id, method, url, route } = begun;
    this.tell({ id, method, url, route, status, milliseconds: performance.now() - startedAt });
  }

  private tell(finished: FinishedRequest): void {
    for (const observe of this.observers) observe(finished);
  }
}
