import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { servesRequests } from '../../common/http/serves-requests.js';
import { EventBus, type DomainEventName } from '../../events/index.js';
import { FoldStateRepository, RevisionLostError, type FoldOwner } from '../rollups/fold-state.repository.js';
import { Fold } from './fold.service.js';
import { RatingScores } from '../rollups/rating-scores.service.js';

/** Figures stand still so long at most when a leader is killed; one that lives renews it at least once a second. */
const LEASE_MS = 2_500;
/** Between two looks for events that other instances wrote, while the platform is in use. */
const BUSY_PAUSE_MS = 250;
/** The same when nobody has written for a while: one small update a second. */
const IDLE_PAUSE_MS = 1_000;
const IDLE_AFTER_MS = 10_000;
/** Between two tries of somebody who is not the leader. */
const STANDBY_PAUSE_MS = 500;
/** Commits that come within this time of one another share a batch … */
const GATHER_MS = 25;
/** … and batches that are not full are at least this far apart: a fold costs the same for one event as for fifty. */
const FOLD_SPACING_MS = 100;

/** Facts whose writes left events to be folded. */
const WAKING: readonly DomainEventName[] = [
  'lesson.completed',
  'lesson.uncompleted',
  'lesson.watched',
  'enrollment.changed',
  'review.changed',
  'course.updated',
  'course.deleted',
];

/**
 * Folds without end, on one instance at a time: whoever holds the lease. Woken by this instance's own
 * commits, so that figures follow within a tenth of a second; other instances' are found by looking.
 */
@Injectable()
export class FoldLeader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(FoldLeader.name);
  private readonly lease: FoldOwner = { owner: randomUUID(), leaseMs: LEASE_MS };
  private readonly unlisten: (() => void)[] = [];
  private running: Promise<void> | undefined;
  private stopping = false;
  private isLeader = false;
  private woken = false;
  private interrupt: (() => void) | undefined;
  private lastUsedMs = -Infinity;
  private lastFoldMs = -Infinity;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly events: EventBus,
    private readonly states: FoldStateRepository,
    private readonly fold: Fold,
    private readonly scores: RatingScores,
  ) {}

  /** Begins, in a process that serves requests; programs that merely use the services do not fold. */
  onApplicationBootstrap(): void {
    if (servesRequests(this.http)) this.start();
  }

  /** Ends while the connection is still there, and gives the lease back. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Begins to fold; once more changes nothing. */
  start(): void {
    if (this.running) return;
    this.stopping = false;
    for (const name of WAKING) this.unlisten.push(this.events.listen(name, () => this.wake()));
    this.running = this.run();
  }

  /** Returns when the batch under way is written and the lease given back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.interrupt?.();
    for (const remove of this.unlisten.splice(0)) remove();
    await this.running;
    this.running = undefined;
    if (this.isLeader) await this.states.release(this.lease.owner).catch(() => undefined);
    this.isLeader = false;
  }

  /** Says that something was committed here: the next look comes at once. */
  wake(): void {
    this.woken = true;
    this.lastUsedMs = performance.now();
    if (this.isLeader) this.interrupt?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const pause = await this.step();
      if (pause === 0) continue;
      if (!this.woken || !this.isLeader) await this.pause(pause);
      if (this.woken && this.isLeader && !this.stopping) await setTimeout(this.gatherMs());
    }
  }

  /** One round; returns how long to wait before the next, in milliseconds. */
  private async step(): Promise<number> {
    try {
      if (!this.isLeader) this.isLeader = await this.states.acquire(this.lease.owner, LEASE_MS);
      if (!this.isLeader) return STANDBY_PAUSE_MS;
      this.woken = false;
      this.lastFoldMs = performance.now();
      const { folded, caughtUp, ratingsMoved } = await this.fold.foldBatch(this.lease, new Date());
      await this.scores.refresh(ratingsMoved, performance.now());
      if (folded > 0) this.lastUsedMs = performance.now();
      if (!caughtUp) return 0;
      return performance.now() - this.lastUsedMs < IDLE_AFTER_MS ? BUSY_PAUSE_MS : IDLE_PAUSE_MS;
    } catch (error) {
      this.isLeader = false;
      if (!(error instanceof RevisionLostError)) this.logger.warn(`fold: ${String(error)}; trying again`);
      return STANDBY_PAUSE_MS;
    }
  }

  private gatherMs(): number {
    return Math.max(GATHER_MS, this.lastFoldMs + FOLD_SPACING_MS - performance.now());
  }

  /** Waits, or less: until somebody wakes the leader, or it has to stop. */
  private async pause(milliseconds: number): Promise<void> {
    if (this.stopping || milliseconds === 0) return;
    const waker = new AbortController();
    this.interrupt = () => waker.abort();
    await setTimeout(milliseconds, undefined, { signal: waker.signal }).catch(() => undefined);
    this.interrupt = undefined;
  }
}
