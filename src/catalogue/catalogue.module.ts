import { Module } from '@nestjs/common';
import { CatalogueListener } from './catalogue.listener.js';
import { CourseCacheController } from './course-cache.controller.js';

@Module({ controllers: [CourseCacheController], providers: [CatalogueListener] })
export class CatalogueModule {}
