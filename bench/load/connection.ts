import { connect, type Socket } from 'node:net';

/** What came back for one request. `head` and `body` are text, and empty unless they were asked for. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

const BUFFER_BYTES = 64 * 1024;
const HEAD_END = '\r\n\r\n';
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * One HTTP/1.1 connection that asks one thing after another, never two at once.
 *
 * A client of the usual kind costs as much processor time a request as the server that it measures, or more
 * (autocannon 30 µs, bare `node:http` 21 µs, this 15 µs), and then measures itself. It understands what these servers
 * send, which is answers with a length, and throws at anything else.
 */
export class Connection {
  private done: ((answer: Answer) => void) | undefined;
  private failed: ((fault: Error) => void) | undefined;
  /** Bytes of the current answer's body that have not come yet. */
  private missing = 0;
  private status = 0;
  private head = '';
  private readonly parts: Buffer[] = [];
  private unfinishedHead: Buffer | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly keeps: boolean,
  ) {}

  /** @param keeps whether answers are kept as text, which costs time */
  static open(port: number, keeps = false): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
      const callback = (bytes: number, chunk: Uint8Array): boolean => {
        opened.take(chunk as Buffer, bytes);
        return true;
      };
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } });
      const opened = new Connection(socket, keeps);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(opened);
      });
      const lose = (fault?: Error): void =>
        opened.fail(fault ?? new Error('the server closed the connection'));
      socket.on('error', lose).once('close', () => lose());
    });
  }

  /** Sends a whole request; `done` is called with its answer, and may send the next. */
  send(request: Buffer, done: (answer: Answer) => void, failed: (fault: Error) => void): void {
    this.done = done;
    this.failed = failed;
    this.socket.write(request);
  }

  /** What is under way counts for nothing. */
  close(): void {
    this.failed = undefined;
    this.socket.removeAllListeners('close').destroy();
  }

  private take(chunk: Buffer, bytes: number): void {
    if (this.missing > 0) {
      this.takeBody(chunk, 0, bytes);
      return;
    }
    const data = this.unfinishedHead
      ? Buffer.concat([this.unfinishedHead, chunk.subarray(0, bytes)])
      : chunk.subarray(0, bytes);
    const end = data.indexOf(HEAD_END);
    if (end < 0) {
      this.unfinishedHead = Buffer.from(data);
      return;
    }
    this.unfinishedHead = undefined;
    const head = data.toString('latin1', 0, end);
    this.status = Number(head.slice(9, 12));
    this.head = this.keeps ? head : '';
    this.missing = this.lengthOf(head);
    this.takeBody(data, end + HEAD_END.length, data.length);
  }

  private takeBody(chunk: Buffer, from: number, to: number): void {
    this.missing -= to - from;
    if (this.keeps && to > from) this.parts.push(Buffer.from(chunk.subarray(from, to)));
    if (this.missing > 0) return;
    const { done, status, head } = this;
    if (this.missing < 0 || !done) {
      this.fail(new Error('more came than was asked for'));
      return;
    }
    const body = this.keeps ? Buffer.concat(this.parts).toString('utf8') : '';
    this.parts.length = 0;
    this.done = undefined;
    done({ status, head, body });
  }

  private lengthOf(head: string): number {
    const length = LENGTH.exec(head)?.[1];
    if (length !== undefined && this.status !== 304) return Number(length);
    if (this.status === 304 || this.status === 204) return 0;
    this.fail(new Error(`an answer without a length: ${head}`));
    return 0;
  }

  private fail(fault: Error): void {
    const { failed } = this;
    this.done = undefined;
    this.failed = undefined;
    this.socket.destroy();
    failed?.(fault);
  }
}
