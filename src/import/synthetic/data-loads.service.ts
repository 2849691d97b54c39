import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { ImportError } from '../import.errors.js';
import { DATA_LOAD, type DataLoad } from './data-load.schema.js';
import type { SyntheticPlan } from './synthetic-plan.js';

/** Remembers which generated data a database has. */
@Injectable()
export class DataLoads {
  constructor(@InjectModel(DATA_LOAD) private readonly loads: Model<DataLoad>) {}

  async find(name: string): Promise<DataLoad | null> {
    return await this.loads.findById(name).lean<DataLoad>();
  }

  /**
   * Notes that a plan is begun.
   *
   * @returns the plan with the time of its first run, so that it makes what that run made
   * @throws {ImportError} when the name was taken by a plan of another size
   */
  async begin(plan: SyntheticPlan): Promise<SyntheticPlan> {
    const { name, seed, courses, learners, now } = plan;
    const load = await this.loads
      .findByIdAndUpdate(
        name,
        { $setOnInsert: { seed, courses, learners, now, done_at: null } },
        { upsert: true, returnDocument: 'after' },
      )
      .orFail()
      .lean<DataLoad>();
    if (load.seed !== seed || load.courses !== courses || load.learners !== learners)
      throw new ImportError(
        `${name} is there with ${load.courses} courses and ${load.learners} users: take those numbers or another seed`,
      );
    return { ...plan, now: load.now };
  }

  async finish({ name }: SyntheticPlan, now: Date): Promise<void> {
    await this.loads.updateOne({ _id: name, done_at: null }, { $set: { done_at: now } });
  }
}
