import { Controller, Delete, HttpCode, Param, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, CurrentUser, ObjectIdText, type Principal } from '../common/index.js';
import { EnrollmentBody } from '../enrollments/index.js';
import { Enrolling } from './enrolling.service.js';

@ApiTags('enrollments')
@ApiBearerAuth()
@Controller('courses/:id/enrollment')
export class EnrollingController {
  constructor(private readonly enrolling: Enrolling) {}

  @Put()
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

  @Delete()
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
}
