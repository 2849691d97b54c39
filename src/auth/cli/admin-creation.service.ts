import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DisplayName, EmailText, UsersService, type User } from '../../users/index.js';
import { NewPassword } from '../dto/auth.dto.js';
import { Passwords } from '../passwords.service.js';

export const NewAdmin = z.strictObject({ email: EmailText, name: DisplayName, password: NewPassword });
export type NewAdmin = z.output<typeof NewAdmin>;

/** Makes an administrator outside HTTP, where only students can be made. */
@Injectable()
export class AdminCreation {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
  ) {}

  /** @throws {ConflictError} when the e-mail address is taken */
  async create({ email, name, password }: NewAdmin): Promise<User> {
    const password_hash = await this.passwords.hash(password);
    return await this.users.register({ email, password_hash, display_name: name, role: 'admin' });
  }
}
