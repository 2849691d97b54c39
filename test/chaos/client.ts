import type { Chance } from '../simulation/chance.js';
import { GONE, NOT_FOUND, type History, type ReadRecord } from './history.js';
import type { Actor } from './population.js';
import type { Product } from './product.js';
import type { World } from './world.js';

const TIMEOUT_MS = 8_000;

export interface Answer {
  /** 0 when no answer came. */
  readonly status: number;
  readonly body: unknown;
  readonly instance: number;
  readonly began: number;
  readonly ended: number;
  readonly stale: boolean;
}

/** What a read showed of one object. */
export interface Shown {
  readonly object: string;
  readonly version: number;
  readonly mark?: string | null;
  readonly torn?: boolean;
}

/** One client: it does one thing after another, and goes to any instance that is up. */
export class ChaosClient {
  private token: string | undefined;
  /** The latest version of each object that it knows of; only kept by a client that sends its tokens. */
  private readonly seen = new Map<string, number>();

  constructor(
    readonly name: string,
    private readonly world: World,
    readonly history: History,
    readonly chance: Chance,
    private readonly sendsTokens: boolean,
  ) {}

  async send(method: string, path: string, who?: Actor, body?: unknown): Promise<Answer> {
    const product = this.chance.pick(this.world.up.length > 0 ? this.world.up : this.world.instances);
    const began = performance.now();
    if (method !== 'GET') product.writing += 1;
    const answer = await this.exchange(product, method, path, who, body);
    if (method !== 'GET') product.writing -= 1;
    const { status, cacheStatus, ...rest } = answer;
    const ended = performance.now();
    this.history.add({
      ...{ kind: 'request', client: this.name, instance: product.number, path: `${method} ${path}` },
      ...{ status, cacheStatus, began, ended },
    });
    const stale = cacheStatus.includes('stale');
    return { status, body: rest.body, instance: product.number, began, ended, stale };
  }

  /** Reads, and records what each object in the answer showed. */
  async read(
    via: ReadRecord['via'],
    path: string,
    who: Actor | undefined,
    interpret: (answer: Answer) => readonly Shown[],
  ): Promise<void> {
    // What it knew when it sent its token; an answer may not go behind that.
    const known = new Map(this.seen);
    const answer = await this.send('GET', path, who);
    if (answer.status !== 200 && answer.status !== 404) return;
    const { instance, began, ended, stale } = answer;
    for (const { object, version, mark = null, torn = false } of interpret(answer)) {
      const atLeast = this.sendsTokens ? (known.get(object) ?? NOT_FOUND) : null;
      this.history.add({
        ...{ kind: 'read', client: this.name, instance, object, via, version, mark, stale, atLeast, torn },
        ...{ began, ended },
      });
      if (version !== NOT_FOUND) this.remember(object, version);
    }
  }

  /** Records a write's outcome; `version` is what the acknowledgement named. */
  noteWrite(answer: Answer, object: string, version: number | null, mark: string | null = null): void {
    this.noteCount(answer, object, version, mark);
    if (version !== null) this.remember(object, version);
  }

  /**
   * The same of a count that others add to as well. Their acknowledgements may have come earlier and yet be later in
   * the log than this client's token, so it knows only what it was shown.
   */
  noteCount(answer: Answer, object: string, version: number | null, mark: string | null = null): void {
    const { status, instance, began, ended } = answer;
    const deletes = version === GONE;
    this.history.add({
      ...{ kind: 'write', client: this.name, instance, object, version, mark, deletes, status, began, ended },
    });
  }

  /** Records that a deletion was asked for and may have happened. */
  noteUnknownDeletion(answer: Answer, object: string): void {
    const { status, instance, began, ended } = answer;
    this.history.add({
      ...{ kind: 'write', client: this.name, instance, object, version: null, mark: null, deletes: true },
      ...{ status, began, ended },
    });
  }

  private remember(object: string, version: number): void {
    if (this.sendsTokens) this.seen.set(object, Math.max(version, this.seen.get(object) ?? NOT_FOUND));
  }

  private async exchange(
    product: Product,
    method: string,
    path: string,
    who: Actor | undefined,
    body: unknown,
  ): Promise<{ status: number; body: unknown; cacheStatus: string }> {
    try {
      const response = await fetch(product.url + path, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          ...(who && { authorization: who.authorization }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(this.sendsTokens && this.token !== undefined && { 'x-consistency-token': this.token }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = /json/.test(response.headers.get('content-type') ?? '');
      if (response.status < 500) this.token = response.headers.get('x-consistency-token') ?? this.token;
      const cacheStatus = response.headers.get('cache-status') ?? '';
      return { status: response.status, body: json && text !== '' ? JSON.parse(text) : text, cacheStatus };
    } catch {
      return { status: 0, body: null, cacheStatus: '' };
    }
  }
}
