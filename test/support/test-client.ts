/** What a route answered. `body` is parsed where it is JSON, text otherwise, and null where there is none. */
export interface TestResponse<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** Whatever carries an access token: the answer of a sign-in, or a person made by a builder. */
export interface SignedIn {
  readonly access_token: string;
}

type Extra = Readonly<Record<string, string>>;

/** A small client of the product over real HTTP. Immutable: `as` and `with` return another one. */
export class TestClient {
  constructor(
    readonly url: string,
    private readonly headers: Extra = {},
  ) {}

  /** The same client, signed in. */
  as(who: SignedIn): TestClient {
    return this.with({ authorization: `Bearer ${who.access_token}` });
  }

  /** The same client, sending more headers with every request. */
  with(headers: Extra): TestClient {
    return new TestClient(this.url, { ...this.headers, ...headers });
  }

  get<T = unknown>(path: string, headers?: Extra): Promise<TestResponse<T>> {
    return this.send<T>('GET', path, undefined, headers);
  }

  post<T = unknown>(path: string, body?: unknown, headers?: Extra): Promise<TestResponse<T>> {
    return this.send<T>('POST', path, body, headers);
  }

  put<T = unknown>(path: string, body?: unknown, headers?: Extra): Promise<TestResponse<T>> {
    return this.send<T>('PUT', path, body, headers);
  }

  patch<T = unknown>(path: string, body?: unknown, headers?: Extra): Promise<TestResponse<T>> {
    return this.send<T>('PATCH', path, body, headers);
  }

  delete<T = unknown>(path: string, headers?: Extra): Promise<TestResponse<T>> {
    return this.send<T>('DELETE', path, undefined, headers);
  }

  /** Sends `body` as JSON; a string is sent as it stands, so that broken JSON can be sent too. */
  async send<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Extra = {},
  ): Promise<TestResponse<T>> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...this.headers,
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: parseBody(text, response.headers.get('content-type')) as T,
      text,
    };
  }
}

function parseBody(text: string, contentType: string | null): unknown {
  if (text === '') return null;
  return /\bjson\b/.test(contentType ?? '') ? JSON.parse(text) : text;
}
