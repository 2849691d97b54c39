import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { parseAnswer, TieredCacheService } from '../cache/index.js';
import { CATALOGUE, type EnrollmentParams } from '../catalogue/index.js';
import { ApiProblems, CurrentUser, ObjectIdText, type Principal } from '../common/index.js';
import type { Written } from '../database/index.js';
import { Completing } from './completing.service.js';
import { HeartbeatBody, HeartbeatReport, ProgressBody } from './dto/progress.dto.js';
import type { EnrollmentChange } from './enrollment-change.js';
import { presentProgress } from './progress.presenter.js';
import { Uncompleting } from './uncompleting.service.js';
import { Watching } from './watching.service.js';

@ApiTags('progress')
@ApiBearerAuth()
@Controller('courses/:id/lessons/:lid')
export class LearningController {
  constructor(
    private readonly completing: Completing,
    private readonly uncompleting: Uncompleting,
    private readonly watching: Watching,
    private readonly cache: TieredCacheService,
  ) {}

  @Put('completion')
  @ApiOperation({ summary: 'Mark a lesson as done; once more changes nothing' })
  @ApiResponse({ status: 200, description: 'The progress with it', standardSchema: ProgressBody })
  @ApiProblems(400, 401, 403, 404)
  async complete(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @Param('lid', { schema: ObjectIdText }) lessonId: string,
    @CurrentUser() { id: userId }: Principal,
  ): Promise<ProgressBody> {
    const written = await this.completing.complete({ userId, courseId, lessonId }, new Date());
    return this.present(written, { userId, courseId });
  }

  @Delete('completion')
  @ApiOperation({ summary: 'Take that back; once more changes nothing' })
  @ApiResponse({ status: 200, description: 'The progress without it', standardSchema: ProgressBody })
  @ApiProblems(400, 401, 403, 404)
  async uncomplete(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @Param('lid', { schema: ObjectIdText }) lessonId: string,
    @CurrentUser() { id: userId }: Principal,
  ): Promise<ProgressBody> {
    const written = await this.uncompleting.uncomplete({ userId, courseId, lessonId }, new Date());
    return this.present(written, { userId, courseId });
  }

  @Post('heartbeat')
  @HttpCode(202)
  @ApiOperation({ summary: 'Report time spent; the same event_id counts once' })
  @ApiResponse({ status: 202, description: 'Received', standardSchema: HeartbeatBody })
  @ApiProblems(400, 401, 403, 404)
  async watch(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @Param('lid', { schema: ObjectIdText }) lessonId: string,
    @Body({ schema: HeartbeatReport }) report: HeartbeatReport,
    @CurrentUser() { id: userId }: Principal,
  ): Promise<HeartbeatBody> {
    const { value } = await this.watching.record({ userId, courseId, lessonId }, report, new Date());
    return { event_id: report.event_id, counted_seconds: value.countedSeconds };
  }

  /** Progress as the write has left it; where it changed nothing, from the cache, and never older than the write. */
  private async present(
    { value: change, writtenAt }: Written<EnrollmentChange | null>,
    params: EnrollmentParams,
  ): Promise<ProgressBody> {
    if (change) return presentProgress(change.after, change.outline);
    const answer = await this.cache.getOrLoad(CATALOGUE.progress, params, { notBefore: writtenAt });
    return parseAnswer<ProgressBody>(answer);
  }
}
