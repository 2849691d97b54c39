import { NestFactory } from '@nestjs/core';
import type { AppConfig } from '../../../config/index.js';
import type { User } from '../../users/index.js';
import { AdminCliModule } from './admin-cli.module.js';
import { AdminCreation, type NewAdmin } from './admin-creation.service.js';

/**
 * Writes an administrator into the database that the configuration names, without listening anywhere.
 * @throws {ConflictError} when the e-mail address is taken
 */
export async function createAdminOn(config: AppConfig, admin: NewAdmin): Promise<User> {
  const app = await NestFactory.createApplicationContext(AdminCliModule.with(config), {
    logger: ['fatal'],
    abortOnError: false,
  });
  try {
    return await app.get(AdminCreation).create(admin);
  } finally {
    await app.close();
  }
}
