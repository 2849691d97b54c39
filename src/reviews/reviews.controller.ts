import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  CurrentUser,
  ObjectIdText,
  Public,
  type Page,
  type Principal,
} from '../common/index.js';
import { CourseVisibleGuard } from '../courses/index.js';
import { ListReviews, ReviewBody, ReviewPageBody, WriteReview } from './dto/review.dto.js';
import { ReviewsService } from './reviews.service.js';

@ApiTags('reviews')
@Controller('courses/:id/reviews')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Get()
  @Public()
  @UseGuards(CourseVisibleGuard)
  @ApiOperation({ summary: 'Reviews of a course, the last written first' })
  @ApiResponse({ status: 200, description: 'A page of reviews', standardSchema: ReviewPageBody })
  @ApiProblems(400, 404)
  async list(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @Query({ schema: ListReviews }) query: ListReviews,
  ): Promise<Page<ReviewBody>> {
    return this.reviews.pageOfCourse(courseId, query);
  }

  @Put('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Write your review, or replace it' })
  @ApiResponse({ status: 200, description: 'The review', standardSchema: ReviewBody })
  @ApiProblems(400, 401, 403, 404)
  async write(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @Body({ schema: WriteReview }) body: WriteReview,
    @CurrentUser() learner: Principal,
  ): Promise<ReviewBody> {
    return this.reviews.write(learner, courseId, body, new Date());
  }

  @Delete('me')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Delete your review, if there is one' })
  @ApiResponse({ status: 204, description: 'There is none' })
  @ApiProblems(400, 401, 403, 404)
  async delete(
    @Param('id', { schema: ObjectIdText }) courseId: string,
    @CurrentUser() learner: Principal,
  ): Promise<void> {
    await this.reviews.delete(learner, courseId, new Date());
  }
}
