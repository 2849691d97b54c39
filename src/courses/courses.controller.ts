import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Cached, CacheParams } from '../cache/index.js';
import { CATALOGUE, type CourseParams } from '../catalogue/index.js';
import {
  ApiPath,
  ApiProblems,
  ApiQueryOf,
  CurrentUser,
  ObjectIdText,
  Public,
  Roles,
  type Principal,
} from '../common/index.js';
import { assertVisible, courseAtHand, courseIdOf } from './course-access.js';
import { CourseAuthoring } from './course-authoring.service.js';
import { courseListParams } from './course-list.params.js';
import { CourseOwnerGuard } from './course-owner.guard.js';
import { presentCourse } from './course.presenter.js';
import { CoursesService } from './courses.service.js';
import { CourseBody, CoursePageBody } from './dto/course-bodies.dto.js';
import { CourseListQuery, type CourseListParams } from './dto/course-list.dto.js';
import { CreateCourse, UpdateCourse } from './dto/written-course.dto.js';
import { IF_MATCH_HEADER, IfMatch, type Precondition } from './if-match.js';

@ApiTags('courses')
@Controller('courses')
export class CoursesController {
  constructor(
    private readonly courses: CoursesService,
    private readonly authoring: CourseAuthoring,
  ) {}

  @Get()
  @Public()
  @Cached(CATALOGUE.courseList, {
    from: courseListParams,
    skip: ({ status }) => status !== 'published',
  })
  @ApiOperation({ summary: 'Courses: a page, filtered and sorted' })
  @ApiQueryOf(CourseListQuery)
  @ApiResponse({ status: 200, description: 'A page of courses', standardSchema: CoursePageBody })
  @ApiProblems(400, 401)
  async list(@CacheParams() params: CourseListParams): Promise<CoursePageBody> {
    return this.courses.list(params);
  }

  @Get(':id')
  @Public()
  @Cached(CATALOGUE.course, {
    from: (request) => ({ courseId: courseIdOf(request) }),
    authorize: (meta, request) => {
      // Everyone sees what is no draft: no hit pays for more than that look.
      if (meta['status'] === 'draft')
        assertVisible(courseAtHand(courseIdOf(request), meta), request.principal);
    },
    isPrivate: ({ status }) => status === 'draft',
  })
  @ApiOperation({ summary: 'A course with its outline; a draft for its owner only' })
  @ApiPath('id')
  @ApiResponse({ status: 200, description: 'The course', standardSchema: CourseBody })
  @ApiProblems(400, 404)
  async read(@CacheParams() { courseId }: CourseParams): Promise<CourseBody> {
    return this.courses.read(courseId);
  }

  @Post()
  @Roles('instructor')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Make a draft' })
  @ApiResponse({ status: 201, description: 'The course', standardSchema: CourseBody })
  @ApiProblems(400, 401, 403)
  async create(
    @Body({ schema: CreateCourse }) body: CreateCourse,
    @CurrentUser() author: Principal,
  ): Promise<CourseBody> {
    return presentCourse(await this.authoring.create(body, author));
  }

  @Patch(':id')
  @UseGuards(CourseOwnerGuard)
  @ApiBearerAuth()
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOperation({ summary: 'Change a course; its version rises by one' })
  @ApiResponse({ status: 200, description: 'The course', standardSchema: CourseBody })
  @ApiProblems(400, 401, 403, 404, 412)
  async update(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Body({ schema: UpdateCourse }) body: UpdateCourse,
    @CurrentUser() author: Principal,
    @IfMatch() precondition: Precondition,
  ): Promise<CourseBody> {
    return presentCourse(await this.authoring.update(id, body, author, precondition));
  }

  @Delete(':id')
  @HttpCode(204)
  @Roles('admin')
  @ApiBearerAuth()
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOperation({ summary: 'Delete a course with its enrolments, progress, reviews and analytics' })
  @ApiResponse({ status: 204, description: 'It is gone' })
  @ApiProblems(400, 401, 403, 404, 412)
  async delete(
    @Param('id', { schema: ObjectIdText }) id: string,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    await this.authoring.delete(id, precondition, new Date());
  }

  @Post(':id/publish')
  @HttpCode(200)
  @UseGuards(CourseOwnerGuard)
  @ApiBearerAuth()
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOperation({ summary: 'Publish a course; once more changes nothing' })
  @ApiResponse({ status: 200, description: 'The course', standardSchema: CourseBody })
  @ApiProblems(400, 401, 403, 404, 412)
  async publish(
    @Param('id', { schema: ObjectIdText }) id: string,
    @IfMatch() precondition: Precondition,
  ): Promise<CourseBody> {
    return presentCourse(await this.authoring.publish(id, precondition, new Date()));
  }

  @Post(':id/archive')
  @HttpCode(200)
  @UseGuards(CourseOwnerGuard)
  @ApiBearerAuth()
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOperation({ summary: 'Take a course off the lists; its learners keep it' })
  @ApiResponse({ status: 200, description: 'The course', standardSchema: CourseBody })
  @ApiProblems(400, 401, 403, 404, 412)
  async archive(
    @Param('id', { schema: ObjectIdText }) id: string,
    @IfMatch() precondition: Precondition,
  ): Promise<CourseBody> {
    return presentCourse(await this.authoring.archive(id, precondition));
  }
}
