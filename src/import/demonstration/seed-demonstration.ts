import type { INestApplicationContext } from '@nestjs/common';
import { DemonstrationSeeder, type Demonstration } from './demonstration.service.js';

/**
 * Fills an empty database with the demonstration, rollups included. On a database that has data it does nothing.
 *
 * @returns whether it wrote, and the accounts to tell a visitor
 */
export async function seedDemonstration(
  app: INestApplicationContext,
  now: Date = new Date(),
): Promise<Demonstration> {
  return await app.get(DemonstrationSeeder, { strict: false }).seed(now);
}
