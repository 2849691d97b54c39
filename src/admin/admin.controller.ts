import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { Public, Unstamped } from '../common/index.js';

const read = (name: string) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
const content = (type: string) => ({ [type]: { schema: { type: 'string' } as const } });

/** The page’s three files, read once. What it shows needs an administrator; the files need nobody. */
@ApiTags('operations')
@Public({ identify: false })
@Unstamped()
@Controller('admin')
export class AdminController {
  private readonly page = read('admin.html');
  private readonly styles = read('admin.css');
  private readonly script = read('admin.mjs');

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @ApiOperation({
    summary: 'The operator’s page: what the caches hold and do, and buttons to drop and to warm',
  })
  @ApiResponse({ status: 200, description: 'A page', content: content('text/html') })
  readPage(): string {
    return this.page;
  }

  @Get('admin.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @ApiOperation({ summary: 'How that page looks' })
  @ApiResponse({ status: 200, description: 'Styles', content: content('text/css') })
  readStyles(): string {
    return this.styles;
  }

  @Get('admin.mjs')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @ApiOperation({ summary: 'What that page does' })
  @ApiResponse({ status: 200, description: 'A module', content: content('text/javascript') })
  readScript(): string {
    return this.script;
  }
}
