import { Injectable } from '@nestjs/common';
import { LearningRepository, type StoredQuery } from './learning.repository.js';
import type { Completion } from './learning.schema.js';

/** Completions for other features, in the order in which the product came to know of them. */
@Injectable()
export class CompletionLog {
  constructor(private readonly learning: LearningRepository) {}

  /** The last stored first. One that was taken back is not there. */
  async list(query: StoredQuery): Promise<Completion[]> {
    return this.learning.listStored(query);
  }
}
