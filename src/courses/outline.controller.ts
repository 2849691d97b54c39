import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ObjectIdText } from '../common/index.js';
import { CourseOwnerGuard } from './course-owner.guard.js';
import { presentCourse, presentLesson, presentSection } from './course.presenter.js';
import { CourseBody, LessonBody, SectionBody } from './dto/course-bodies.dto.js';
import { CreateLesson, UpdateLesson, WriteOutline, WriteSection } from './dto/written-outline.dto.js';
import { IF_MATCH_HEADER, IfMatch, type Precondition } from './if-match.js';
import { OutlineAuthoring } from './outline-authoring.service.js';

/** Sections, lessons and their order: the owner's. Every change raises the course's version by one. */
@ApiTags('courses')
@ApiBearerAuth()
@ApiHeader(IF_MATCH_HEADER)
@UseGuards(CourseOwnerGuard)
@Controller('courses/:id')
export class OutlineController {
  constructor(private readonly outline: OutlineAuthoring) {}

  @Post('sections')
  @ApiOperation({ summary: 'Add a section at the end' })
  @ApiResponse({ status: 201, description: 'The section', standardSchema: SectionBody })
  @ApiProblems(400, 401, 403, 404, 409, 412)
  async addSection(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Body({ schema: WriteSection }) body: WriteSection,
    @IfMatch() precondition: Precondition,
  ): Promise<SectionBody> {
    return presentSection(await this.outline.addSection(id, body, precondition));
  }

  @Patch('sections/:sid')
  @ApiOperation({ summary: 'Rename a section' })
  @ApiResponse({ status: 200, description: 'The section', standardSchema: SectionBody })
  @ApiProblems(400, 401, 403, 404, 412)
  async renameSection(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Param('sid', { schema: ObjectIdText }) sectionId: string,
    @Body({ schema: WriteSection }) body: WriteSection,
    @IfMatch() precondition: Precondition,
  ): Promise<SectionBody> {
    return presentSection(await this.outline.renameSection(id, sectionId, body, precondition));
  }

  @Delete('sections/:sid')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a section and the lessons in it' })
  @ApiResponse({ status: 204, description: 'It is gone' })
  @ApiProblems(400, 401, 403, 404, 412)
  async removeSection(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Param('sid', { schema: ObjectIdText }) sectionId: string,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    await this.outline.removeSection(id, sectionId, precondition);
  }

  @Post('sections/:sid/lessons')
  @ApiOperation({ summary: 'Add a lesson at the end of a section' })
  @ApiResponse({ status: 201, description: 'The lesson', standardSchema: LessonBody })
  @ApiProblems(400, 401, 403, 404, 409, 412)
  async addLesson(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Param('sid', { schema: ObjectIdText }) sectionId: string,
    @Body({ schema: CreateLesson }) body: CreateLesson,
    @IfMatch() precondition: Precondition,
  ): Promise<LessonBody> {
    const placed = await this.outline.addLesson(id, sectionId, body, precondition, new Date());
    return presentLesson(id, placed.section, placed.lesson, placed.content);
  }

  @Patch('lessons/:lid')
  @ApiOperation({ summary: 'Change a lesson' })
  @ApiResponse({ status: 200, description: 'The lesson', standardSchema: LessonBody })
  @ApiProblems(400, 401, 403, 404, 412)
  async changeLesson(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Param('lid', { schema: ObjectIdText }) lessonId: string,
    @Body({ schema: UpdateLesson }) body: UpdateLesson,
    @IfMatch() precondition: Precondition,
  ): Promise<LessonBody> {
    const placed = await this.outline.changeLesson(id, lessonId, body, precondition);
    return presentLesson(id, placed.section, placed.lesson, placed.content);
  }

  @Delete('lessons/:lid')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a lesson' })
  @ApiResponse({ status: 204, description: 'It is gone' })
  @ApiProblems(400, 401, 403, 404, 412)
  async removeLesson(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Param('lid', { schema: ObjectIdText }) lessonId: string,
    @IfMatch() precondition: Precondition,
  ): Promise<void> {
    await this.outline.removeLesson(id, lessonId, precondition);
  }

  @Put('outline')
  @ApiOperation({ summary: 'Put all sections and lessons in another order' })
  @ApiResponse({ status: 200, description: 'The course', standardSchema: CourseBody })
  @ApiProblems(400, 401, 403, 404, 412)
  async reorder(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Body({ schema: WriteOutline }) body: WriteOutline,
    @IfMatch() precondition: Precondition,
  ): Promise<CourseBody> {
    return presentCourse(await this.outline.reorder(id, body, precondition));
  }
}
