import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { REFRESH_TOKEN, type RefreshToken } from './refresh-token.schema.js';

@Injectable()
export class RefreshTokensRepository {
  constructor(@InjectModel(REFRESH_TOKEN) private readonly tokens: Model<RefreshToken>) {}

  async insert(token: RefreshToken): Promise<void> {
    await this.tokens.insertOne(token);
  }

  /** @param hash of the token, its `_id` */
  async find(hash: string): Promise<RefreshToken | null> {
    return await this.tokens.findById(hash).lean<RefreshToken>().exec();
  }

  async spend(hash: string, at: Date): Promise<void> {
    await this.tokens.updateOne({ _id: hash }, { $set: { spent_at: at } });
  }

  async deleteFamily(family: string): Promise<void> {
    await this.tokens.deleteMany({ family });
  }
}
