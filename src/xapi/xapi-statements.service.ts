import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/index.js';
import { CoursesService } from '../courses/index.js';
import { CompletionLog, type Completion } from '../progress/index.js';
import { pageLimit, type StatementResult, type StatementsQuery } from './dto/statements.dto.js';
import { readCursor, writeCursor, type StatementCursor } from './statement-cursor.js';
import { presentStatement } from './statement.presenter.js';

/** Completions as xAPI statements, page by page. */
@Injectable()
export class XapiStatements {
  private readonly home: string;

  constructor(
    private readonly completions: CompletionLog,
    private readonly courses: CoursesService,
    { env }: AppConfig,
  ) {
    this.home = env.PUBLIC_URL;
  }

  /**
   * A page, the last stored first. The pages that `more` leads to stay the same however much is stored meanwhile.
   * @throws {InvalidInputError} for a cursor that is none
   */
  async list(query: StatementsQuery): Promise<StatementResult> {
    const { since, limit, after } = positionOf(query);
    const found = await this.completions.list({ since, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const outlines = await this.courses.findOutlines([
      ...new Set(page.map(({ course_id }) => course_id.toHexString())),
    ]);
    return {
      statements: page.map((completion) =>
        presentStatement(completion, outlines.get(completion.course_id.toHexString()) ?? null, this.home),
      ),
      more: last && found.length > limit ? moreAfter(last, limit, since) : '',
    };
  }
}

function positionOf({ since, limit, cursor }: StatementsQuery) {
  if (cursor === undefined)
    return {
      since: since === undefined ? undefined : new Date(since),
      limit: pageLimit(limit),
      after: undefined,
    };
  const read = readCursor(cursor);
  return {
    since: read.since === undefined ? undefined : new Date(read.since),
    limit: read.limit,
    after: { at: new Date(read.at), id: read.id },
  };
}

function moreAfter({ _id, stored_at }: Completion, limit: number, since: Date | undefined): string {
  const cursor: StatementCursor = {
    at: stored_at.getTime(),
    id: _id,
    limit,
    ...(since && { since: since.getTime() }),
  };
  return `/xapi/statements?cursor=${writeCursor(cursor)}`;
}
