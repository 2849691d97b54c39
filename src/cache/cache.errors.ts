import { NotFoundError } from '../common/index.js';
import type { LogTime } from '../database/index.js';

/** "Not found", as of a log time: an answer like any other, whose reader must not go back before it. */
export class AbsentError extends NotFoundError {
  constructor(
    detail: string,
    readonly readAt: LogTime,
  ) {
    super(detail);
  }
}
