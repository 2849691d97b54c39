import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/index.js';
import { CandidatesService } from './candidates.service.js';
import { Corrections } from './corrections.service.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [CoursesModule],
  controllers: [SearchController],
  providers: [SearchService, CandidatesService, Corrections],
})
export class SearchModule {}
