import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError, toPage, type Page } from '../common/index.js';
import { Transactions } from '../database/index.js';
import { EventBus } from '../events/index.js';
import type { ChangeUser, ListUsers } from './dto/user.dto.js';
import type { User } from './user.schema.js';
import { UsersRepository } from './users.repository.js';

type Standing = Pick<User, 'role' | 'disabled'>;

/** What administrators do to users. */
@Injectable()
export class UserAdministration {
  constructor(
    private readonly users: UsersRepository,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
  ) {}

  async list(query: ListUsers): Promise<Page<User>> {
    const { items, total } = await this.users.search(query);
    return toPage(items, total, query);
  }

  /**
   * Changes a user's role or status. A role takes effect with the next request, on every instance: no token
   * names it. Disabling an account ends its sessions: access and refresh tokens name the token version that
   * they were given for.
   *
   * @throws {NotFoundError} for an unknown user
   * @throws {ConflictError} when nobody would be left who can administer
   */
  async change(id: string, change: ChangeUser): Promise<User> {
    const { value, writtenAt } = await this.transactions.run(() => this.apply(id, change));
    if (value.changed) await this.events.announce('user.updated', { userId: id, writtenAt });
    return value.user;
  }

  private async apply(id: string, change: ChangeUser): Promise<{ user: User; changed: boolean }> {
    const user = await this.users.findById(id);
    if (!user) throw new NotFoundError('There is no such user.');
    const next: Standing = {
      role: change.role ?? user.role,
      disabled: change.disabled ?? user.disabled,
    };
    if (next.role === user.role && next.disabled === user.disabled) return { user, changed: false };
    if (canAdminister(user) && !canAdminister(next) && (await this.users.countAdminsExclusively()) <= 1)
      throw new ConflictError('This is the last administrator: make somebody else one first.');
    const endSessions = next.disabled && !user.disabled;
    return { user: await this.users.change(id, next, { endSessions }), changed: true };
  }
}

function canAdminister({ role, disabled }: Standing): boolean {
  return role === 'admin' && !disabled;
}
