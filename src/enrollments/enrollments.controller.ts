import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, ObjectIdText, type Page, type Principal } from '../common/index.js';
import { LessonBody } from '../courses/index.js';
import { EnrollmentBody, EnrollmentPageBody, ListEnrollments } from './dto/enrollment.dto.js';
import { EnrollmentsService } from './enrollments.service.js';
import { LessonReading } from './lesson-reading.service.js';

@ApiTags('enrollments')
@ApiBearerAuth()
@Controller()
export class EnrollmentsController {
  constructor(
    private readonly enrollments: EnrollmentsService,
    private readonly lessons: LessonReading,
  ) {}

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
