import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, type Principal } from '../common/index.js';
import { ChangeSettings, SettingsBody } from './dto/settings.dto.js';
import { UserSettings } from './user-settings.service.js';

@ApiTags('users')
@ApiBearerAuth()
@Controller('me/settings')
export class SettingsController {
  constructor(private readonly settings: UserSettings) {}

  @Get()
  @ApiOperation({ summary: 'Your settings' })
  @ApiResponse({ status: 200, description: 'The settings', standardSchema: SettingsBody })
  @ApiProblems(401)
  async read(@CurrentUser() { id }: Principal): Promise<SettingsBody> {
    return this.settings.read(id);
  }

  @Patch()
  @ApiOperation({ summary: 'Change your settings; days and streaks of your dashboard follow at once' })
  @ApiResponse({ status: 200, description: 'The settings', standardSchema: SettingsBody })
  @ApiProblems(400, 401)
  async change(
    @CurrentUser() { id }: Principal,
    @Body({ schema: ChangeSettings }) change: ChangeSettings,
  ): Promise<SettingsBody> {
    return this.settings.change(id, change);
  }
}
