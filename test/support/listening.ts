import { EventSource } from 'eventsource';
import type { SignedIn } from './test-client.js';

export interface Heard {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface ListeningOptions {
  readonly url: string;
  readonly as: SignedIn;
  readonly courseId?: string;
  readonly lastEventId?: string;
}

const NAMES = ['lesson_completed', 'platform_update', 'reset'];

/** A client of the event stream, as a browser's, that can be sent elsewhere with what it heard last. */
export class Listening {
  readonly heard: Heard[] = [];
  private readonly source: EventSource;
  /** Status of the last answer that was no stream. */
  refused: number | undefined;

  private constructor(private readonly options: ListeningOptions) {
    const { url, as, courseId, lastEventId } = options;
    const query = courseId === undefined ? '' : `?course_id=${courseId}`;
    this.source = new EventSource(`${url}/realtime/stream${query}`, {
      fetch: (address, init) =>
        fetch(address, {
          ...init,
          headers: {
            ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
            ...init.headers,
            authorization: `Bearer ${as.access_token}`,
          },
        }),
    });
    for (const name of NAMES)
      this.source.addEventListener(name, ({ lastEventId: id, data }) =>
        this.heard.push({ id, event: name, data: JSON.parse(String(data)) as Record<string, unknown> }),
      );
    this.source.addEventListener('error', ({ code }) => (this.refused = code));
  }

  /** Resolves when the stream is open. */
  static async open(options: ListeningOptions): Promise<Listening> {
    const listening = new Listening(options);
    await new Promise<void>((resolve, reject) => {
      listening.source.addEventListener('open', () => resolve());
      listening.source.addEventListener('error', ({ code, message }) =>
        reject(new Error(`${String(code)}: ${String(message)}`)),
      );
    });
    return listening;
  }

  get isOpen(): boolean {
    return this.source.readyState === EventSource.OPEN;
  }

  /** The id to go on from. */
  get lastEventId(): string | undefined {
    return this.heard.at(-1)?.id ?? this.options.lastEventId;
  }

  close(): void {
    this.source.close();
  }
}
