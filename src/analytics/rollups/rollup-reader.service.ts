import { Injectable } from '@nestjs/common';
import { SnapshotReader } from '../../database/index.js';
import { FoldStateRepository } from './fold-state.repository.js';
import { RollupRepository } from './rollup.repository.js';
import type { DayRollup, PlatformRollup } from './rollup.schema.js';

/**
 * The one way to read rollups for an answer: what is made of them is only as new as the position that
 * the fold had reached, and says so.
 */
@Injectable()
export class RollupReader {
  constructor(
    private readonly snapshots: SnapshotReader,
    private readonly states: FoldStateRepository,
    private readonly rollups: RollupRepository,
  ) {}

  async readPlatform(): Promise<PlatformRollup> {
    await this.bound();
    return this.rollups.readPlatform();
  }

  /** @param since `YYYY-MM-DD`, included */
  async listDays(scope: string, since: string): Promise<DayRollup[]> {
    await this.bound();
    return this.rollups.listDays(scope, since);
  }

  private async bound(): Promise<void> {
    const { position } = await this.states.read();
    this.snapshots.bound(position);
  }
}
