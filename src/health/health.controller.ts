import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { Drain } from '../common/http/drain.js';
import { Public, Unstamped } from '../common/index.js';
import { Startup } from '../warming/index.js';
import { HealthBody, ProbeBody } from './health.schema.js';
import { ServingService } from './serving.service.js';

const connection = (up: boolean) => (up ? 'connected' : 'disconnected');

@ApiTags('operations')
@Controller('health')
@Public({ identify: false })
@Unstamped()
@SkipThrottle()
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly serving: ServingService,
    private readonly startup: Startup,
    private readonly drain: Drain,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether it can serve, and which servers answer' })
  @ApiResponse({ status: 200, description: 'It can serve', standardSchema: HealthBody })
  @ApiResponse({ status: 503, description: 'Nothing can be served', standardSchema: HealthBody })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthBody> {
    const { redis, mongodb, anything } = await this.serving.look();
    if (!anything) void reply.status(503).header('retry-after', '1');
    const status = !anything ? 'unhealthy' : redis && mongodb ? 'healthy' : 'degraded';
    return {
      status,
      timestamp: new Date().toISOString(),
      services: { redis: connection(redis), mongodb: connection(mongodb) },
    };
  }

  @Get('live')
  @ApiOperation({ summary: 'Liveness: the process runs; restart it when this fails' })
  @ApiResponse({ status: 200, description: 'It runs', standardSchema: ProbeBody })
  live(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    return this.probe(reply, [() => this.indicators.check('process').up()]);
  }

  @Get('ready')
  @ApiOperation({ summary: 'Readiness: fails while starting, draining, or when nothing can be served' })
  @ApiResponse({ status: 200, description: 'Send requests', standardSchema: ProbeBody })
  @ApiResponse({ status: 503, description: 'Send none', standardSchema: ProbeBody })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    return this.probe(reply, [
      () => this.isStarted(),
      () => this.say('draining', !this.drain.isDraining),
      async () => {
        const { anything, redis, mongodb } = await this.serving.look();
        return this.say('serving', anything, { redis: connection(redis), mongodb: connection(mongodb) });
      },
    ]);
  }

  @Get('startup')
  @ApiOperation({ summary: 'Startup: done once the caches are warm, or after five seconds' })
  @ApiResponse({ status: 200, description: 'Started', standardSchema: ProbeBody })
  @ApiResponse({ status: 503, description: 'Starting', standardSchema: ProbeBody })
  started(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthCheckResult> {
    return this.probe(reply, [() => this.isStarted()]);
  }

  private isStarted() {
    return this.say('startup', this.startup.isDone);
  }

  private say(name: string, up: boolean, details: Record<string, string> = {}) {
    const indicator = this.indicators.check(name);
    return up ? indicator.up(details) : indicator.down(details);
  }

  /** What Terminus found is the answer, also when it is bad news. */
  private async probe(
    reply: FastifyReply,
    indicators: readonly HealthIndicatorFunction[],
  ): Promise<HealthCheckResult> {
    try {
      return await this.checks.check([...indicators]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.status(503).header('retry-after', '1');
      return error.getResponse() as HealthCheckResult;
    }
  }
}
