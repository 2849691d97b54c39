import { Controller, Get, Header, Headers, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { LastingSessions } from '../auth/index.js';
import { ApiProblems, Unstamped } from '../common/index.js';
import { StreamQuery } from './dto/realtime.dto.js';
import { PLATFORM } from './feed/channel.js';
import { ResumePoint } from './stream/resume-point.service.js';
import { Listeners } from './stream/listeners.service.js';
import { StreamRights } from './stream/stream-rights.service.js';

const DESCRIPTION = `\`lesson_completed\` of one course, for its owner, or \`platform_update\` of everything, for
administrators. Ids rise in the order in which completions were committed and are the same on every instance:
a client that comes back with its \`Last-Event-ID\`, to whichever instance, misses nothing and gets nothing
twice. When the database's log no longer reaches back so far, it is told so with an event \`reset\`.

A user may have a number of streams open at once on an instance; one more is refused with 429, with 503 where the
instance has no room for anybody.

A comment comes every 15 seconds. The stream ends when the access token runs out or the right to listen is
lost, and when the instance leaves.`;

@ApiTags('realtime')
@ApiBearerAuth()
@Controller('realtime')
export class RealtimeController {
  constructor(
    private readonly sessions: LastingSessions,
    private readonly rights: StreamRights,
    private readonly resume: ResumePoint,
    private readonly listeners: Listeners,
  ) {}

  @Get('stream')
  @Unstamped()
  @Header('cache-control', 'private, no-store, no-transform')
  @Header('x-accel-buffering', 'no')
  @ApiOperation({ summary: 'Completions as they happen, as server-sent events', description: DESCRIPTION })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'the id of the last event received',
    schema: { type: 'string' },
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description: 'An event stream without end',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiProblems(403, 404)
  async stream(
    @Req() request: FastifyRequest,
    @Query({ schema: StreamQuery }) { course_id: channel = PLATFORM }: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<StreamableFile> {
    const session = this.sessions.of(request);
    const { id: userId } = await this.rights.assert(session, channel);
    const after = await this.resume.find(lastEventId);
    return new StreamableFile(this.listeners.open({ session, userId, channel, after }), {
      type: 'text/event-stream; charset=utf-8',
    });
  }
}
