import { Injectable } from '@nestjs/common';
import type { PipelineStage } from 'mongoose';
import { ConflictError } from '../common/index.js';
import { isDuplicateKey, Transactions } from '../database/index.js';
import { EventBus } from '../events/index.js';
import type { User } from './user.schema.js';
import { UsersRepository, type NewUser } from './users.repository.js';

/** What a request's rights are decided on: no name, no address, no hash. */
export interface SessionState {
  readonly role: User['role'];
  readonly status: 'active' | 'disabled';
  readonly token_version: number;
}

/** What other features may know of users. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly transactions: Transactions,
    private readonly events: EventBus,
  ) {}

  async findById(id: string): Promise<User | null> {
    return await this.users.findById(id);
  }

  /**
   * A user with what other features keep of them, in one round trip.
   * @param stages joins that those features hand out
   * @returns the rows that they come to; none for an unknown user
   */
  async findJoined<T>(id: string, stages: readonly PipelineStage[]): Promise<T[]> {
    return await this.users.aggregateFrom<T>(id, stages);
  }

  /** @param email in its one spelling (see `EmailText`) */
  async findByEmail(email: string): Promise<User | null> {
    return await this.users.findByEmail(email);
  }

  async findSession(id: string): Promise<SessionState | null> {
    const user = await this.users.findById(id);
    return (
      user && {
        role: user.role,
        status: user.disabled ? 'disabled' : 'active',
        token_version: user.token_version,
      }
    );
  }

  /**
   * Adds a user and announces it.
   * @throws {ConflictError} when the e-mail address is taken
   */
  async register(user: NewUser): Promise<User> {
    const { value, writtenAt } = await this.transactions
      .run(() => this.users.insert(user))
      .catch((fault: unknown) => {
        if (isDuplicateKey(fault))
          throw new ConflictError('There is an account with this e-mail address already.');
        throw fault;
      });
    await this.events.announce('user.registered', { userId: value._id.toHexString(), writtenAt });
    return value;
  }
}
