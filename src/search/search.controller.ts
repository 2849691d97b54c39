import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Cached, CacheParams } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { ApiProblems, ApiQueryOf, createQueryParser, Public } from '../common/index.js';
import { SearchPageBody, SearchQuery } from './dto/search.dto.js';
import { RANKED } from './candidates.service.js';
import { SearchService } from './search.service.js';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly searching: SearchService) {}

  @Get()
  @Public()
  @Cached(CATALOGUE.search, { from: createQueryParser(SearchQuery) })
  @ApiOperation({
    summary: 'Words in published courses and their lessons, best first',
    description: [
      'Title, tags and category are found by whole words, by the beginnings of words, and, where nothing has a word,',
      'by words that are spelled nearly so; texts are found by whole words. A phrase in quotes, or -without, is taken literally.',
      `For each word and way at most ${RANKED.courses} courses and ${RANKED.lessons} lessons are ranked, those first that say most about it; \`total\` and \`facets\` count these.`,
    ].join(' '),
  })
  @ApiQueryOf(SearchQuery)
  @ApiResponse({ status: 200, description: 'A page of hits', standardSchema: SearchPageBody })
  @ApiProblems(400)
  async search(@CacheParams() params: SearchQuery): Promise<SearchPageBody> {
    return this.searching.search(params);
  }
}
