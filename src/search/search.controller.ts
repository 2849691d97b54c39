import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Cached, CacheParams } from '../cache/index.js';
import { CATALOGUE } from '../catalogue/index.js';
import { ApiProblems, ApiQueryOf, createQueryParser, Public } from '../common/index.js';
import { SearchPageBody, SearchQuery } from './dto/search.dto.js';
import { RANKED, SearchService } from './search.service.js';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly searching: SearchService) {}

  @Get()
  @Public()
  @Cached(CATALOGUE.search, { from: createQueryParser(SearchQuery) })
  @ApiOperation({
    summary: 'Words in published courses and their lessons, best first',
    description: `The best ${RANKED} courses and the best ${RANKED} lessons are ranked; \`total\` and \`facets\` count those.`,
  })
  @ApiQueryOf(SearchQuery)
  @ApiResponse({ status: 200, description: 'A page of hits', standardSchema: SearchPageBody })
  @ApiProblems(400)
  async search(@CacheParams() params: SearchQuery): Promise<SearchPageBody> {
    return this.searching.search(params);
  }
}
