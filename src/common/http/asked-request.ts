import { parse } from 'fast-querystring';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Principal } from '../principal.js';

/** What guards, parameters and rights read of a request. The framework's own has all of it, and so has `RawRequest`. */
export interface AskedRequest {
  readonly raw: IncomingMessage;
  readonly headers: IncomingHttpHeaders;
  /** Path and query, as sent. */
  readonly url: string;
  readonly params: unknown;
  readonly query: unknown;
  /** The client's address; behind trusted proxies the one that they name. */
  readonly ip: string;
  /** Set by the authentication guard; null for an anonymous request to a public route. */
  principal?: Principal | null;
}

/** Where a request came from, by the connection and, where proxies are trusted, by what they say. */
export type AddressOf = (raw: IncomingMessage) => string;

/** What a proxy calls its client need not be an address (RFC 7239 allows names): then it is the connection's that counts. */
export function addressOrPeer(named: string, { socket }: IncomingMessage): string {
  return isIP(named) === 0 ? (socket.remoteAddress ?? '') : named;
}

/** Reads the text behind `?`, for requests that the framework sees and for those that it does not. */
export function parseQuery(text: string): Record<string, unknown> {
  return text === '' ? {} : parse(text);
}

/** A request that the framework has not seen. Its query is parsed when somebody looks: most queries were met before. */
export class RawRequest implements AskedRequest {
  declare principal?: Principal | null;

  /** @param queryText what stands behind `?` */
  constructor(
    readonly raw: IncomingMessage,
    readonly params: unknown,
    private readonly queryText: string,
    private readonly addressOf: AddressOf,
  ) {}

  get headers(): IncomingHttpHeaders {
    return this.raw.headers;
  }

  get url(): string {
    return this.raw.url ?? '';
  }

  get query(): unknown {
    return parseQuery(this.queryText);
  }

  get ip(): string {
    return this.addressOf(this.raw);
  }
}
