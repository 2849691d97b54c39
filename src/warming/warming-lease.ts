import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model, Schema } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { acquireLease, nativeCollection, releaseLease, type Leased } from '../database/index.js';

const ID = 'warming';

/** Longer than the pause between two runs, so that the leader stays it; a dead one is followed after this. */
const LEASE_MS = 90_000;

export const LEASE = 'Lease';

export const LeaseSchema = new Schema<Leased>(
  { _id: String, leader: { type: String, default: null }, lease_expires_at: { type: Date, required: true } },
  { collection: 'leases', versionKey: false },
);

/** Which instance of a fleet warms for all of them. */
@Injectable()
export class WarmingLease implements OnModuleInit, BeforeApplicationShutdown {
  private readonly owner = randomUUID();
  private held = false;

  constructor(@InjectModel(LEASE) private readonly leases: Model<Leased>) {}

  get isHeld(): boolean {
    return this.held;
  }

  async onModuleInit(): Promise<void> {
    await nativeCollection(this.leases).updateOne(
      { _id: ID },
      { $setOnInsert: { leader: null, lease_expires_at: new Date(0) } },
      { upsert: true },
    );
  }

  /** Takes or renews the lease; false while another instance has it. */
  async acquire(): Promise<boolean> {
    this.held = await acquireLease(nativeCollection(this.leases), ID, this.owner, LEASE_MS);
    return this.held;
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.held) await releaseLease(nativeCollection(this.leases), ID, this.owner).catch(() => undefined);
    this.held = false;
  }
}
