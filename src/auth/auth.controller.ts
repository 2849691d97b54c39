import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Public, type Principal } from '../common/index.js';
import { presentUser, UserBody } from '../users/index.js';
import { AuthService } from './auth.service.js';
import { Login, RefreshTokenBody, Register, TokensBody } from './dto/auth.dto.js';
import { LimitedAsSignIn } from './rate-limit/sign-in-limit.decorator.js';

/** Whoever signs in may still send an access token that has run out: it is not looked at. */
const WITHOUT_TOKEN = { identify: false };

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Post('register')
  @Public(WITHOUT_TOKEN)
  @LimitedAsSignIn()
  @ApiOperation({ summary: 'Make an account, always a student’s, and sign in' })
  @ApiResponse({ status: 201, description: 'Signed in', standardSchema: TokensBody })
  @ApiProblems(400, 409, 429)
  async register(@Body({ schema: Register }) body: Register): Promise<TokensBody> {
    return await this.auth.register(body);
  }

  @Post('login')
  @HttpCode(200)
  @Public(WITHOUT_TOKEN)
  @LimitedAsSignIn()
  @ApiOperation({ summary: 'Sign in' })
  @ApiResponse({ status: 200, description: 'Signed in', standardSchema: TokensBody })
  @ApiProblems(400, 401, 429)
  async login(@Body({ schema: Login }) body: Login): Promise<TokensBody> {
    return await this.auth.login(body);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public(WITHOUT_TOKEN)
  @LimitedAsSignIn()
  @ApiOperation({
    summary: 'Exchange a refresh token for new tokens',
    description:
      'A refresh token is good for one use. One that was used before ends its whole family, and with it the sign-in. ' +
      'Of requests that use the same token at the same time one wins; the others get 401, and the family lives.',
  })
  @ApiResponse({ status: 200, description: 'New tokens', standardSchema: TokensBody })
  @ApiProblems(400, 401, 429)
  async refresh(@Body({ schema: RefreshTokenBody }) body: RefreshTokenBody): Promise<TokensBody> {
    return await this.auth.refresh(body.refresh_token);
  }

  @Post('logout')
  @HttpCode(204)
  @Public(WITHOUT_TOKEN)
  @LimitedAsSignIn()
  @ApiOperation({ summary: 'End the sign-in that a refresh token belongs to' })
  @ApiResponse({ status: 204, description: 'It has ended, or there was none' })
  @ApiProblems(400, 429)
  async logout(@Body({ schema: RefreshTokenBody }) body: RefreshTokenBody): Promise<void> {
    await this.auth.logout(body.refresh_token);
  }

  @Get('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiResponse({ status: 200, description: 'The user', standardSchema: UserBody })
  @ApiProblems(401)
  async findMe(@CurrentUser() principal: Principal) {
    return presentUser(await this.auth.findMe(principal));
  }
}
