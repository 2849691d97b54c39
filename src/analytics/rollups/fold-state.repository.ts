import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Collection } from 'mongodb';
import { Model } from 'mongoose';
import {
  acquireLease,
  leaseOf,
  nativeCollection,
  releaseLease,
  type Leased,
  type LogTime,
} from '../../database/index.js';
import { FOLD_STATE, type FoldState } from './rollup.schema.js';

const ID = 'fold';

/** Somebody else folded in between, or holds the lease now; what was about to be written must not be. */
export class RevisionLostError extends Error {
  constructor(revision: number) {
    super(`fold: revision ${revision} is no longer this process's to move on from`);
    this.name = RevisionLostError.name;
  }
}

/** Who folds, and how long its lease is renewed for, in milliseconds. */
export interface FoldOwner {
  readonly owner: string;
  readonly leaseMs: number;
}

/**
 * The fold's one document.
 *
 * Two guards, and each does one thing. The **revision** makes folding exact: whoever writes rollups
 * raises it from what was read, in the same transaction, so that no two can write from the same state.
 * The **lease** makes it cheap: only its holder tries. It runs by the database's clock, so instances need
 * not agree on the time, and a lease in two hands costs a failed transaction and nothing else.
 */
@Injectable()
export class FoldStateRepository implements OnModuleInit {
  constructor(@InjectModel(FOLD_STATE) private readonly states: Model<FoldState>) {}

  /** The document is there before anything is read from it. */
  async onModuleInit(): Promise<void> {
    await nativeCollection(this.states).updateOne(
      { _id: ID },
      {
        $setOnInsert: { position: 0, revision: 0, leader: null, lease_expires_at: new Date(0) },
      },
      { upsert: true },
    );
  }

  /** Joins the session that it is called in. */
  async read(): Promise<FoldState> {
    const state = await this.states.findById(ID).lean<FoldState>();
    if (!state) throw new Error('fold: its state is gone; the next start makes it again');
    return state;
  }

  /** Takes or renews the lease, unless another holds it. */
  async acquire(owner: string, leaseMs: number): Promise<boolean> {
    return acquireLease(this.leases, ID, owner, leaseMs);
  }

  /** Takes the lease from whoever holds it; what it is folding fails. */
  async seize(owner: string, leaseMs: number): Promise<void> {
    await nativeCollection(this.states).updateOne({ _id: ID }, [
      { $set: { ...leaseOf(owner, leaseMs), revision: { $add: ['$revision', 1] } } },
    ]);
  }

  /** Gives the lease back, so that the next leader need not wait for its end. */
  async release(owner: string): Promise<void> {
    await releaseLease(this.leases, ID, owner);
  }

  /**
   * Moves on from `revision`, and renews the lease by the way: one update of one document. In a
   * transaction, the rollups that go with it are written in the same. The caller holds the lease, be it
   * past its end: nobody has taken it.
   * @param position how far the rollups have come
   * @throws {RevisionLostError}
   */
  async advance(
    from: Pick<FoldState, 'revision'>,
    position: LogTime,
    lease: FoldOwner,
    session?: ClientSession,
  ): Promise<void> {
    const { matchedCount } = await nativeCollection(this.states).updateOne(
      { _id: ID, revision: from.revision, leader: lease.owner },
      [
        {
          $set: {
            position,
            revision: from.revision + 1,
            ...leaseOf(lease.owner, lease.leaseMs),
          },
        },
      ],
      session ? { session } : {},
    );
    if (matchedCount === 0) throw new RevisionLostError(from.revision);
  }

  private get leases(): Collection<Leased> {
    return nativeCollection(this.states) as unknown as Collection<Leased>;
  }
}
