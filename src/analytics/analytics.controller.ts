import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Cached, CacheParams } from '../cache/index.js';
import { CATALOGUE, type CourseParams, type PatternsParams } from '../catalogue/index.js';
import { ApiPath, ApiProblems, ApiQueryOf, createQueryParser, Roles } from '../common/index.js';
import { courseIdOf, CourseOwnerGuard } from '../courses/index.js';
import { resolveUser, SelfGuard, UserRef } from '../users/index.js';
import { CourseAnalyticsService } from './course-analytics.service.js';
import {
  CourseAnalyticsBody,
  PlatformOverviewBody,
  StudentPatternsBody,
  StudentPatternsQuery,
} from './dto/analytics.dto.js';
import { PlatformOverviewService } from './platform-overview.service.js';
import { StudentPatternsService, type StudentPatternsAnswer } from './student-patterns.service.js';

const readPatternsQuery = createQueryParser(StudentPatternsQuery);

@ApiTags('analytics')
@ApiBearerAuth()
@Controller('analytics')
export class AnalyticsController {
  constructor(
    private readonly courses: CourseAnalyticsService,
    private readonly students: StudentPatternsService,
    private readonly platform: PlatformOverviewService,
  ) {}

  @Get('courses/:id')
  @UseGuards(CourseOwnerGuard)
  @Cached(CATALOGUE.courseAnalytics, { from: (request) => ({ courseId: courseIdOf(request) }) })
  @ApiOperation({ summary: 'How a course does, for its owner' })
  @ApiPath('id')
  @ApiResponse({ status: 200, description: 'The figures', standardSchema: CourseAnalyticsBody })
  @ApiProblems(400, 401, 403, 404)
  async readCourse(@CacheParams() { courseId }: CourseParams): Promise<CourseAnalyticsBody> {
    return this.courses.read(courseId, new Date());
  }

  @Get('students/:user/patterns')
  @UseGuards(SelfGuard)
  @Cached(CATALOGUE.studentPatterns, {
    from: (request) => ({
      userId: resolveUser(request),
      tz: readPatternsQuery(request).tz,
    }),
  })
  @ApiOperation({ summary: 'How a learner learns, in the time zone asked for' })
  @ApiPath('user', UserRef)
  @ApiQueryOf(StudentPatternsQuery)
  @ApiResponse({ status: 200, description: 'The patterns', standardSchema: StudentPatternsBody })
  @ApiProblems(400, 401, 403, 404)
  async readPatterns(@CacheParams() { userId, tz }: PatternsParams): Promise<StudentPatternsAnswer> {
    return this.students.read(userId, tz, new Date());
  }

  @Get('platform/overview')
  @Roles('admin')
  @Cached(CATALOGUE.platformOverview, { from: () => ({}) })
  @ApiOperation({ summary: 'The platform as a whole' })
  @ApiResponse({ status: 200, description: 'The figures', standardSchema: PlatformOverviewBody })
  @ApiProblems(401, 403)
  async readPlatform(): Promise<PlatformOverviewBody> {
    return this.platform.read(new Date());
  }
}
