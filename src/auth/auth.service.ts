import { Injectable } from '@nestjs/common';
import { UnauthenticatedError, type Principal } from '../common/index.js';
import { presentUser, UsersService, type User } from '../users/index.js';
import { AccessTokens } from './access-tokens.service.js';
import type { Login, Register, TokensBody } from './dto/auth.dto.js';
import { Passwords } from './passwords.service.js';
import { RefreshTokens } from './refresh-tokens.service.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /**
   * Makes a student and signs them in.
   * @throws {ConflictError} when the e-mail address is taken
   */
  async register({ email, password, display_name }: Register): Promise<TokensBody> {
    const password_hash = await this.passwords.hash(password);
    const user = await this.users.register({ email, password_hash, display_name, role: 'student' });
    return await this.present(user, await this.refreshTokens.begin(user));
  }

  /** @throws {UnauthenticatedError} which does not say whether there is such an account */
  async login({ email, password }: Login): Promise<TokensBody> {
    const user = await this.users.findByEmail(email);
    const matches = await this.passwords.matches(user?.password_hash ?? null, password);
    if (!user || !matches) throw new UnauthenticatedError('The e-mail address or the password is wrong.');
    if (user.disabled) throw new UnauthenticatedError('This account is disabled.');
    return await this.present(user, await this.refreshTokens.begin(user));
  }

  /** @throws {UnauthenticatedError} see `RefreshTokens.rotate` */
  async refresh(refreshToken: string): Promise<TokensBody> {
    const { user, token } = await this.refreshTokens.rotate(refreshToken);
    return await this.present(user, token);
  }

  /** Ends the refresh tokens of this sign-in. The access token runs out by itself, within minutes. */
  async logout(refreshToken: string): Promise<void> {
    await this.refreshTokens.end(refreshToken);
  }

  async findMe({ id }: Principal): Promise<User> {
    const user = await this.users.findById(id);
    if (!user) throw new UnauthenticatedError('This account is gone.');
    return user;
  }

  private async present(user: User, refreshToken: string): Promise<TokensBody> {
    return {
      access_token: await this.accessTokens.sign(user._id.toHexString(), user.token_version),
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: this.accessTokens.lifetime,
      user: presentUser(user),
    };
  }
}
