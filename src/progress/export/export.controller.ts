import { Controller, Get, Param, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ObjectIdText } from '../../common/index.js';
import { CourseOwnerGuard } from '../../courses/index.js';
import { CourseExport } from './course-export.service.js';

const NDJSON = 'application/x-ndjson';

@ApiTags('progress')
@ApiBearerAuth()
@Controller('courses/:id/export')
export class ExportController {
  constructor(private readonly exports: CourseExport) {}

  @Get()
  @UseGuards(CourseOwnerGuard)
  @ApiOperation({
    summary: 'Everybody’s progress in a course, for its owner and admins',
    description:
      'One line of JSON for each enrolment, a `Progress` each, as of one moment. An answer that breaks off is not complete: its connection is cut, never ended.',
  })
  @ApiResponse({
    status: 200,
    description: 'Lines, streamed',
    content: { [NDJSON]: { schema: { type: 'string', description: 'a `Progress` a line' } } },
    headers: {
      'Content-Disposition': { description: 'a name for the file', schema: { type: 'string' } },
    },
  })
  @ApiProblems(400, 401, 403, 404)
  async read(@Param('id', { schema: ObjectIdText }) courseId: string): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.open(courseId), {
      type: `${NDJSON}; charset=utf-8`,
      disposition: `attachment; filename="course-${courseId}.ndjson"`,
    });
  }
}
