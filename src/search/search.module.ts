import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/index.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';

@Module({ imports: [CoursesModule], controllers: [SearchController], providers: [SearchService] })
export class SearchModule {}
