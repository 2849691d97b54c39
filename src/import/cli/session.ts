import { NestFactory } from '@nestjs/core';
import type { AppConfig } from '../../../config/index.js';
import { RollupRebuild, type RollupDifference } from '../../analytics/index.js';
import { CatalogueImport } from '../catalogue/catalogue-import.service.js';
import { OuladImport } from '../oulad/oulad-import.service.js';
import { SyntheticImport } from '../synthetic/synthetic-import.service.js';
import { ImportCliModule } from './import-cli.module.js';

/** The importers on an open database. */
export interface ImportSession {
  readonly oulad: OuladImport;
  readonly catalogue: CatalogueImport;
  readonly synthetic: SyntheticImport;
  /** Computes from the source rows what was not written with them: shared rollups, learners' days. */
  rebuildRollups(): Promise<void>;
  /** What `rebuildRollups` would put right. */
  checkRollups(): Promise<readonly RollupDifference[]>;
  close(): Promise<void>;
}

/** Opens the database that the configuration names, without listening anywhere. */
export async function openSession(config: AppConfig): Promise<ImportSession> {
  const app = await NestFactory.createApplicationContext(ImportCliModule.with(config), {
    logger: ['fatal', 'error'],
    abortOnError: false,
  });
  const find = { strict: false };
  return {
    oulad: app.get(OuladImport, find),
    catalogue: app.get(CatalogueImport, find),
    synthetic: app.get(SyntheticImport, find),
    rebuildRollups: async () => void (await app.get(RollupRebuild, find).run()),
    checkRollups: async () => (await app.get(RollupRebuild, find).run({ check: true })).differences,
    close: () => app.close(),
  };
}
