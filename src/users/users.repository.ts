import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Types, type PipelineStage, type QueryFilter } from 'mongoose';
import { toObjectId } from '../common/index.js';
import { ADMIN_ROSTER, type AdminRoster } from './admin-roster.schema.js';
import type { ListUsers } from './dto/user.dto.js';
import { NAME_COLLATION, USER, type User } from './user.schema.js';

export type NewUser = Pick<User, 'email' | 'password_hash' | 'display_name' | 'role'>;

const NEWEST_FIRST = { created_at: -1, _id: -1 } as const;

@Injectable()
export class UsersRepository {
  constructor(
    @InjectModel(USER) private readonly users: Model<User>,
    @InjectModel(ADMIN_ROSTER) private readonly roster: Model<AdminRoster>,
  ) {}

  async insert(user: NewUser): Promise<User> {
    const made = new this.users({ ...user, _id: new Types.ObjectId() });
    await made.save();
    return made.toObject();
  }

  async findById(id: string): Promise<User | null> {
    return await this.users.findById(toObjectId(id)).lean<User>().exec();
  }

  /** Runs an aggregation that begins with one user. */
  async aggregateFrom<T>(id: string, stages: readonly PipelineStage[]): Promise<T[]> {
    return await this.users
      .aggregate<T>([{ $match: { _id: toObjectId(id) } }, ...stages] as PipelineStage[])
      .exec();
  }

  async findByEmail(email: string): Promise<User | null> {
    return await this.users.findOne({ email }).lean<User>().exec();
  }

  /** One page of those that fit, newest first, and how many there are. */
  async search({ role, q, page, page_size }: ListUsers): Promise<{ items: User[]; total: number }> {
    const filter: QueryFilter<User> = { ...(role && { role }), ...(q && { $or: beginsWith(q) }) };
    const collation = q === undefined ? undefined : NAME_COLLATION;
    const find = this.users.find(filter).sort(NEWEST_FIRST);
    const count = this.users.countDocuments(filter);
    if (collation) {
      find.collation(collation);
      count.collation(collation);
    }
    const items = await find
      .skip((page - 1) * page_size)
      .limit(page_size)
      .lean<User[]>()
      .exec();
    return { items, total: await count.exec() };
  }

  /** Changes role and status; `endSessions` makes every token given so far worthless. */
  async change(
    id: string,
    standing: Pick<User, 'role' | 'disabled'>,
    { endSessions }: { endSessions: boolean },
  ): Promise<User> {
    return await this.users
      .findByIdAndUpdate(
        toObjectId(id),
        { $set: standing, ...(endSessions && { $inc: { token_version: 1 } }) },
        { returnDocument: 'after' },
      )
      .orFail()
      .lean<User>()
      .exec();
  }

  async changeSettings(id: string, settings: Pick<User, 'timezone'>): Promise<User> {
    return await this.users
      .findByIdAndUpdate(toObjectId(id), { $set: settings }, { returnDocument: 'after' })
      .orFail()
      .lean<User>()
      .exec();
  }

  /** Counts administrators who can sign in, and makes concurrent callers wait for one another (see `AdminRoster`). */
  async countAdminsExclusively(): Promise<number> {
    await this.roster.updateOne({ _id: 'admins' }, { $inc: { revision: 1 } }, { upsert: true });
    return await this.users.countDocuments({ role: 'admin', disabled: false });
  }
}

/** A range of strings, not a regular expression: nothing in `q` has a meaning of its own. */
function beginsWith(q: string): QueryFilter<User>[] {
  const range = { $gte: q, $lt: `${q}\uffff` };
  return [{ email: range }, { display_name: range }];
}
