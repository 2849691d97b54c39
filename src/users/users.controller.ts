import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ObjectIdText, Roles } from '../common/index.js';
import { ChangeUser, ListUsers, ManagedUserBody, ManagedUserPage } from './dto/user.dto.js';
import { UserAdministration } from './user-administration.service.js';
import { presentManagedUser } from './user.presenter.js';

@ApiTags('users')
@ApiBearerAuth()
@Roles('admin')
@Controller('users')
export class UsersController {
  constructor(private readonly administration: UserAdministration) {}

  @Get()
  @ApiOperation({ summary: 'Users, newest first' })
  @ApiResponse({ status: 200, description: 'A page of users', standardSchema: ManagedUserPage })
  @ApiProblems(400, 401, 403)
  async list(@Query({ schema: ListUsers }) query: ListUsers) {
    const page = await this.administration.list(query);
    return { ...page, items: page.items.map(presentManagedUser) };
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change a role, which takes effect at once, or disable an account, which ends its sessions',
  })
  @ApiResponse({ status: 200, description: 'The user', standardSchema: ManagedUserBody })
  @ApiProblems(400, 401, 403, 404, 409)
  async change(
    @Param('id', { schema: ObjectIdText }) id: string,
    @Body({ schema: ChangeUser }) change: ChangeUser,
  ) {
    return presentManagedUser(await this.administration.change(id, change));
  }
}
