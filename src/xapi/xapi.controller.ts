import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, InvalidInputError, Roles } from '../common/index.js';
import { StatementResult, StatementsQuery } from './dto/statements.dto.js';
import { XapiStatements } from './xapi-statements.service.js';

const VERSION = '1.0.3';

/** A write that has begun is committed or gone after this long: the database ends transactions after 60 s. */
const SETTLED_AFTER_MS = 65_000;

const text = (description: string) => ({ description, schema: { type: 'string' } as const });

@ApiTags('xapi')
@ApiBearerAuth()
@Roles('admin')
@Controller('xapi/statements')
export class XapiController {
  constructor(private readonly statements: XapiStatements) {}

  @Get()
  @ApiOperation({
    summary: 'Completions as xAPI 1.0.3 statements, the last stored first',
    description:
      'Actors are accounts on this product, never e-mail addresses. A completion that was taken back is not there any more.',
  })
  @ApiHeader({
    name: 'X-Experience-API-Version',
    required: false,
    schema: { type: 'string', example: VERSION },
  })
  @ApiResponse({
    status: 200,
    description: 'A page of statements',
    standardSchema: StatementResult,
    headers: {
      'X-Experience-API-Version': text(VERSION),
      'X-Experience-API-Consistent-Through': text(
        'every statement stored until then is known: poll with `since` of then, not of the last one seen',
      ),
    },
  })
  @ApiProblems(400, 401, 403)
  async list(
    @Query({ schema: StatementsQuery }) query: StatementsQuery,
    @Headers('x-experience-api-version') version: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatementResult> {
    const consistentThrough = new Date(Date.now() - SETTLED_AFTER_MS);
    void reply.headers({
      'x-experience-api-version': VERSION,
      'x-experience-api-consistent-through': consistentThrough.toISOString(),
    });
    // Every 1.0 speaks to every other (xAPI-Communication, 3.3).
    if (version !== undefined && !/^1\.0(\.\d+)?$/.test(version))
      throw new InvalidInputError(`X-Experience-API-Version: this is ${VERSION}.`);
    return this.statements.list(query);
  }
}
