import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Roles, Unstamped } from '../common/index.js';
import { CacheAdminService, type EntryReport } from './cache-admin.service.js';
import { CacheReport, type CacheReportBody } from './cache-report.service.js';
import {
  CacheReportSchema,
  EntriesQuery,
  EntryPageSchema,
  EntryReportSchema,
  NameText,
} from './cache.dto.js';

@ApiTags('cache')
@ApiBearerAuth()
@Roles('admin')
@Controller('cache')
export class CacheController {
  constructor(
    private readonly report: CacheReport,
    private readonly admin: CacheAdminService,
  ) {}

  @Get('stats')
  @Unstamped()
  @ApiOperation({ summary: 'What the tiers hold and how they do' })
  @ApiResponse({ status: 200, standardSchema: CacheReportSchema })
  readStats(): Promise<CacheReportBody> {
    return this.report.read();
  }

  @Get('namespaces')
  @Unstamped()
  @ApiOperation({ summary: 'Names under which hits and misses are counted' })
  @ApiResponse({ status: 200, standardSchema: z.strictObject({ items: z.array(z.string()) }) })
  listNamespaces(): { items: string[] } {
    return { items: this.admin.namespaces };
  }

  @Get('tags')
  @Unstamped()
  @ApiOperation({ summary: 'Tags of what this instance holds in memory, the commonest first, at most 100' })
  @ApiResponse({
    status: 200,
    standardSchema: z.strictObject({
      items: z.array(z.strictObject({ tag: z.string(), entries: z.number().int() })),
    }),
  })
  listTags(): { items: { tag: string; entries: number }[] } {
    return { items: this.admin.countTags() };
  }

  @Get('entries')
  @Unstamped()
  @ApiOperation({ summary: 'Entries of both tiers by prefix, page by page' })
  @ApiResponse({ status: 200, standardSchema: EntryPageSchema })
  listEntries(
    @Query({ schema: EntriesQuery }) { prefix, cursor }: z.infer<typeof EntriesQuery>,
  ): Promise<{ items: EntryReport[]; cursor: string | null }> {
    return this.admin.listEntries(prefix, cursor);
  }

  @Get('entries/:key')
  @Unstamped()
  @ApiOperation({ summary: 'One entry: tiers, age, time to live, stamp, tags, bytes' })
  @ApiResponse({ status: 200, standardSchema: EntryReportSchema })
  readEntry(@Param('key', { schema: NameText }) key: string): Promise<EntryReport> {
    return this.admin.readEntry(key);
  }

  @Delete('entries/:key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Drops one entry on every instance' })
  async dropEntry(@Param('key', { schema: NameText }) key: string): Promise<void> {
    await this.admin.dropEntry(key);
  }

  @Delete('namespaces/:namespace')
  @HttpCode(204)
  @ApiOperation({ summary: 'Drops every entry of a namespace on every instance' })
  async dropNamespace(@Param('namespace', { schema: NameText }) namespace: string): Promise<void> {
    await this.admin.dropNamespace(namespace);
  }

  @Delete('tags/:tag')
  @HttpCode(204)
  @ApiOperation({ summary: 'Outdates every entry that carries a tag, on every instance' })
  async dropTag(@Param('tag', { schema: NameText }) tag: string): Promise<void> {
    await this.admin.drop([tag]);
  }
}
