import { NestFactory } from '@nestjs/core';
import type { AppConfig } from '../../../config/index.js';
import { RollupRebuild, type RebuildOptions, type RebuildReport } from '../rebuild/rollup-rebuild.service.js';
import { AnalyticsCliModule } from './analytics-cli.module.js';

/** Rebuilds, or compares, in the database that the configuration names, without listening anywhere. */
export async function rebuildOn(config: AppConfig, options: RebuildOptions): Promise<RebuildReport> {
  const app = await NestFactory.createApplicationContext(AnalyticsCliModule.with(config), {
    logger: ['fatal', 'error'],
    abortOnError: false,
  });
  try {
    return await app.get(RollupRebuild, { strict: false }).run(options);
  } finally {
    await app.close();
  }
}
