import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Cached, CacheParams } from '../cache/index.js';
import { CATALOGUE, type EnrollmentParams, type UserParams } from '../catalogue/index.js';
import { ApiPath, ApiProblems } from '../common/index.js';
import { courseIdOf } from '../courses/index.js';
import { resolveUser, SelfGuard, UserRef } from '../users/index.js';
import { DashboardService, type Dashboard } from './dashboard.service.js';
import { DashboardBody, ProgressBody } from './dto/progress.dto.js';
import { ProgressAccessGuard } from './progress-access.guard.js';
import { ProgressService } from './progress.service.js';

@ApiTags('progress')
@ApiBearerAuth()
@Controller('users/:user')
export class ProgressController {
  constructor(
    private readonly progress: ProgressService,
    private readonly dashboards: DashboardService,
  ) {}

  @Get('progress/:course_id')
  @UseGuards(ProgressAccessGuard)
  @Cached(CATALOGUE.progress, {
    from: (request) => ({ userId: resolveUser(request), courseId: courseIdOf(request) }),
  })
  @ApiOperation({ summary: 'Progress in a course: for the learner, the course’s owner, and admins' })
  @ApiPath('user', UserRef)
  @ApiPath('course_id')
  @ApiResponse({ status: 200, description: 'The progress', standardSchema: ProgressBody })
  @ApiProblems(400, 401, 403, 404)
  async read(@CacheParams() { userId, courseId }: EnrollmentParams): Promise<ProgressBody> {
    return this.progress.read(userId, courseId);
  }

  @Get('dashboard')
  @UseGuards(SelfGuard)
  @Cached(CATALOGUE.dashboard, { from: (request) => ({ userId: resolveUser(request) }) })
  @ApiOperation({ summary: 'What a learner sees first; days are those of their time zone' })
  @ApiPath('user', UserRef)
  @ApiResponse({ status: 200, description: 'The dashboard', standardSchema: DashboardBody })
  @ApiProblems(400, 401, 403, 404)
  async readDashboard(@CacheParams() { userId }: UserParams): Promise<Dashboard> {
    return this.dashboards.read(userId, new Date());
  }
}
