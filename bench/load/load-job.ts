/** One request, as a client would send it. */
export interface LoadRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a generator is to do: the requests in turn, over and over. */
export interface LoadJob {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Answers that are waited for where so many seconds bring fewer, up to `longest` seconds. */
  readonly atLeast: number;
  readonly longest: number;
  readonly requests: readonly LoadRequest[];
  /** The status of every answer; another one is a failure. */
  readonly expect: number;
  /**
   * Requests a second, sent when they are due whether or not others have come back: an open loop. Each one's time
   * counts from when it was due. Left out, each connection sends as soon as it has its answer: a closed loop.
   */
  readonly rate?: number;
}

/** Microseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export interface LoadResult {
  readonly requests: number;
  /** With those that were under way when the time was over: what the server's work is divided by. */
  readonly answered: number;
  readonly failures: number;
  /** The first failure, for people. */
  readonly firstFailure: string | null;
  readonly perSecond: number;
  readonly latency: Latencies;
  /** Share of its own processor that the generator used, 0–1: near 1 it measures itself. */
  readonly busy: number;
}

export function encodeRequest({ method, path, headers = {}, body }: LoadRequest, port: number): Buffer {
  const all = {
    host: `127.0.0.1:${port}`,
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`);
}
