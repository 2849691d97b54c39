/** What a client is told: RFC 9457 members, and headers that belong to the status. */
export interface ProblemOptions {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FieldError {
  /** Dotted path into the body or query, e.g. `sections.0.title`. */
  readonly path: string;
  readonly message: string;
}

/** Base of every error that is meant for a client. `code` is stable and becomes the problem's `type`. */
export abstract class AppError extends Error {
  abstract readonly status: number;
  abstract readonly code: string;
  abstract readonly title: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.name = new.target.name;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

export class InvalidInputError extends AppError {
  readonly status = 400;
  readonly code = 'invalid-input';
  readonly title = 'Invalid input';
}

export class UnauthenticatedError extends AppError {
  readonly status = 401;
  readonly code = 'unauthenticated';
  readonly title = 'Sign-in required';

  constructor(detail: string) {
    super(detail, { headers: { 'www-authenticate': 'Bearer' } });
  }
}

export class ForbiddenError extends AppError {
  readonly status = 403;
  readonly code = 'forbidden';
  readonly title = 'Not allowed';
}

export class NotFoundError extends AppError {
  readonly status = 404;
  readonly code = 'not-found';
  readonly title = 'Not found';
}

export class MethodNotAllowedError extends AppError {
  readonly status = 405;
  readonly code = 'method-not-allowed';
  readonly title = 'Method not allowed';

  constructor(allowed: readonly string[]) {
    const list = allowed.join(', ');
    super(`This address takes ${list}.`, { headers: { allow: list } });
  }
}

export class ConflictError extends AppError {
  readonly status = 409;
  readonly code = 'conflict';
  readonly title = 'Conflict';
}

export class PreconditionFailedError extends AppError {
  readonly status = 412;
  readonly code = 'precondition-failed';
  readonly title = 'Precondition failed';
}

export class UnsupportedMediaTypeError extends AppError {
  readonly status = 415;
  readonly code = 'unsupported-media-type';
  readonly title = 'Unsupported Media Type';
}

export class TooManyRequestsError extends AppError {
  readonly status = 429;
  readonly code = 'too-many-requests';
  readonly title = 'Too many requests';

  constructor(detail: string, retryAfterSeconds: number) {
    super(detail, { headers: { 'retry-after': String(retryAfterSeconds) } });
  }
}

export class UnavailableError extends AppError {
  readonly status = 503;
  readonly code = 'unavailable';
  readonly title = 'Temporarily unavailable';

  constructor(detail: string, retryAfterSeconds = 1) {
    super(detail, { headers: { 'retry-after': String(retryAfterSeconds) } });
  }
}

/** A fault that the person at the terminal can mend. The message is one plain line. */
export class PlainError extends Error {}
