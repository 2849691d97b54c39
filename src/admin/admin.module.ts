import { Module } from '@nestjs/common';
import { AdminController } from './admin.controller.js';

/** The operator’s page. It asks the same routes as anybody else, with an administrator’s token. */
@Module({ controllers: [AdminController] })
export class AdminModule {}
