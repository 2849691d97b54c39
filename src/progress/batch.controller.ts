import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, type Principal } from '../common/index.js';
import { ProgressBatch, ProgressBatchBody } from './dto/batch.dto.js';
import { Reporting } from './reporting.service.js';

@ApiTags('progress')
@ApiBearerAuth()
@Controller('progress')
export class BatchController {
  constructor(private readonly reporting: Reporting) {}

  @Post('batch')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Report what was done offline; each event_id counts once, however often and wherever it is sent',
    description:
      'Items are applied in the order of `at`, and count for days, streaks and completion at that time. Either all that can be applied are, or, where the answer is an error, none: send the same batch again.',
  })
  @ApiResponse({ status: 200, description: 'What became of each item', standardSchema: ProgressBatchBody })
  @ApiProblems(400, 401)
  async report(
    @Body({ schema: ProgressBatch }) { items }: ProgressBatch,
    @CurrentUser() { id: userId }: Principal,
  ): Promise<ProgressBatchBody> {
    return { results: await this.reporting.report(userId, items, new Date()) };
  }
}
