import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Roles, Unstamped } from '../common/index.js';
import { WarmingReport } from './warming-report.js';
import { WarmingService } from './warming.service.js';

/** Lies here because the cache does not know who fills it. */
@ApiTags('cache')
@Controller('cache/warm')
export class WarmingController {
  constructor(private readonly warming: WarmingService) {}

  @Post()
  @HttpCode(200)
  @Roles('admin')
  @Unstamped()
  @ApiOperation({ summary: 'Warms the caches of this instance; joins a run that is under way' })
  @ApiResponse({ status: 200, description: 'What the run did', standardSchema: WarmingReport })
  warm(): Promise<WarmingReport> {
    return this.warming.run();
  }
}
