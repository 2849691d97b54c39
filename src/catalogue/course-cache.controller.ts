import { Controller, Delete, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CacheAdminService } from '../cache/index.js';
import { ObjectIdText, Roles } from '../common/index.js';
import { CATALOGUE } from './catalogue.js';
import { tag } from './tags.js';

/** Clears what is cached of one course: itself, its analytics, every list and search. */
@ApiTags('cache')
@ApiBearerAuth()
@Roles('admin')
@Controller('cache/courses')
export class CourseCacheController {
  constructor(private readonly admin: CacheAdminService) {}

  @Delete(':id')
  @ApiOperation({
    summary: 'Clears a course, its analytics, every list and search from both tiers, on every instance',
  })
  @ApiResponse({ status: 200, standardSchema: z.strictObject({ message: z.string() }) })
  async clear(@Param('id', { schema: ObjectIdText }) courseId: string): Promise<{ message: string }> {
    await this.admin.dropKeys([
      CATALOGUE.course.key({ courseId }),
      CATALOGUE.courseAnalytics.key({ courseId }),
    ]);
    const at = await this.admin.drop([tag.courses, tag.listing]);
    this.admin.tidy(CATALOGUE.courseList.prefix, at);
    this.admin.tidy(CATALOGUE.search.prefix, at);
    return { message: `Cache cleared for course ${courseId}` };
  }
}
