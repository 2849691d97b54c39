import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../common/index.js';
import { Transactions } from '../database/index.js';
import { EventBus } from '../events/index.js';
import type { ChangeSettings, SettingsBody } from './dto/settings.dto.js';
import { presentSettings } from './user.presenter.js';
import type { User } from './user.schema.js';
import { UsersRepository } from './users.repository.js';

/** What users decide for themselves. */
@Injectable()
export class UserSettings {
  constructor(
    private readonly users: UsersRepository,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
  ) {}

  /** @throws {NotFoundError} for an account that is gone */
  async read(userId: string): Promise<SettingsBody> {
    return presentSettings(await this.find(userId));
  }

  /**
   * Changes settings, and with the time zone the days of the user's dashboard; the same once more changes
   * nothing.
   * @throws {NotFoundError} for an account that is gone
   */
  async change(userId: string, change: ChangeSettings): Promise<SettingsBody> {
    const { value, writtenAt } = await this.transactions.run(async () => {
      const user = await this.find(userId);
      if (user.timezone === change.timezone) return { user, changed: false };
      return { user: await this.users.changeSettings(userId, change), changed: true };
    });
    if (value.changed) await this.events.announce('user.updated', { userId, writtenAt });
    return presentSettings(value.user);
  }

  private async find(userId: string): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new NotFoundError('There is no such user.');
    return user;
  }
}
