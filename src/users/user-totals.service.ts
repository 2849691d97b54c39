import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { ROLES, USER, type Role, type User } from './user.schema.js';

/** How many people there are. Counted off indexes; reads join the session they are called in. */
@Injectable()
export class UserTotalsService {
  constructor(@InjectModel(USER) private readonly users: Model<User>) {}

  /** Disabled accounts count too. */
  async countByRole(): Promise<Record<Role, number>> {
    const counts = { student: 0, instructor: 0, admin: 0 };
    for (const role of ROLES) counts[role] = await this.users.countDocuments({ role });
    return counts;
  }

  /** Those who registered after `since`. */
  async countNewSince(since: Date): Promise<number> {
    return this.users.countDocuments({ created_at: { $gt: since } });
  }
}
