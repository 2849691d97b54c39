import { Controller, Delete, Get, HttpCode, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, CurrentUser, ObjectIdText, type Page, type Principal } from '../common/index.js';
import { LessonBody } from '../courses/index.js';
import { EnrollmentBody, EnrollmentPageBody, ListEnrollments } from './dto/enrollment.dto.js';
import { Enrolling } from './enrolling.service.js';
import { EnrollmentsService } from './enrollments.service.js';
import { LessonReading } from './lesson-reading.service.js';

@ApiTags('enrollments')
@ApiBearerAuth()
@Controller()
export class EnrollmentsController {
  constructor(
    private readonly enrolling: Enrolling,
    private readonly enrollments: EnrollmentsService,
    private readonly lessons: LessonReading,
  ) {}

  @Put('courses/:id/enrollment')
  @ApiOperation({ summary: 'Enrol; once more changes nothing, after a drop the progress is there again' })
  @ApiResponse({ status: 201, description: 'A new enrolment', standardSchema: EnrollmentBody })
  @ApiResponse({
    status: 200,
    description: 'It was there, or is active again',
    standardSchema: EnrollmentBody,
  })
  @ApiProblems(400, 401, 404, 409)
  async enrol(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @CurrentUser() learner: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnrollmentBody> {
    const { outcome, enrollment } = await this.enrolling.enrol(learner, courseId, new Date());
    reply.status(outcome === 'new' ? 201 : 200);
    return enrollment;
  }

  @Delete('courses/:id/enrollment')
  @HttpCode(204)
  @ApiOperation({ summary: 'Drop the course; progress is kept' })
  @ApiResponse({ status: 204, description: 'Dropped' })
  @ApiProblems(400, 401, 404)
  async drop(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @CurrentUser() { id }: Principal,
  ): Promise<void> {
    await this.enrolling.drop(id, courseId, new Date());
  }

  @Get('me/enrollments')
  @ApiOperation({ summary: 'Your enrolments, the last visited first' })
  @ApiResponse({ status: 200, description: 'A page of enrolments', standardSchema: EnrollmentPageBody })
  @ApiProblems(400, 401)
  async list(
    @CurrentUser() { id }: Principal,
    @Query({ schema: ListEnrollments }) query: ListEnrollments,
  ): Promise<Page<EnrollmentBody>> {
    return this.enrollments.pageOfUser(id, query);
  }

  @Get('courses/:id/lessons/:lid')
  @ApiOperation({ summary: 'A lesson with its content, for learners of the course and its owner' })
  @ApiResponse({ status: 200, description: 'The lesson', standardSchema: LessonBody })
  @ApiProblems(400, 401, 403, 404)
  async readLesson(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @Param('lid', { schema: ObjectIdText }) lessonId: string,
    @CurrentUser() reader: Principal,
  ): Promise<LessonBody> {
    return this.lessons.read(reader, courseId, lessonId);
  }
}
