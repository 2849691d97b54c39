import { parseAnswer, type CacheAnswer } from '../../src/cache/cache-answer.js';
import { AbsentError } from '../../src/cache/cache.errors.js';
import { UnavailableError } from '../../src/common/index.js';
import type { LogTime } from '../../src/database/index.js';
import { Chance } from './chance.js';
import { Checker, type Violation } from './checker.js';
import { FakeDatabase } from './fake-database.js';
import { FakeRedis } from './fake-remote.js';
import { inject, type FaultyWorld } from './faults.js';
import { SimulatedInstance } from './instance.js';
import type { Plan, PlannedAct, PlannedClient } from './plan.js';
import { checkQuiescence } from './quiescence.js';
import {
  documentsIn,
  IDS,
  rowNamed,
  ROWS,
  STALENESS_MS,
  staleSecondsOf,
  type Row,
  type Shown,
} from './rows.js';
import { VirtualTime } from './virtual-time.js';

/** After the last act, in milliseconds, everything is mended. */
const HEALS_AFTER = 40;
/** Then all is well again within this time; where nothing went wrong, all is well anyway. */
const SETTLES_AFTER = 1_500;
const CALM_AFTER = 200;
/** No request takes longer. */
const LONGEST_REQUEST = 4_000;

/** What a client remembers. */
interface Client {
  readonly keepsToken: boolean;
  token: LogTime;
  /** When the latest write was that it was shown, by document. */
  readonly shown: Map<string, LogTime>;
}

type Read = Pick<CacheAnswer, 'stamp' | 'readAt'>;

export interface Outcome {
  readonly plan: Plan;
  readonly violations: readonly Violation[];
  readonly reads: number;
  readonly staleReads: number;
  readonly refused: number;
  /** Values that the instances left at the end carried over a write. */
  readonly carries: number;
  readonly steps: number;
  readonly trace: readonly string[];
}

/** One schedule, run: instances, clients, faults, and the checker. */
export class World implements FaultyWorld {
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly database: FakeDatabase;
  readonly redis: FakeRedis;
  private readonly checker: Checker;
  private readonly instances: SimulatedInstance[] = [];
  private readonly trace: string[] = [];
  /** When everything is mended. */
  private readonly healsAt: number;
  private version = 0;
  private births = 0;
  /** Clients that are not done. */
  private playing = 0;
  private outstanding = 0;
  private refused = 0;

  constructor(
    private readonly plan: Plan,
    private readonly traced: boolean,
  ) {
    this.chance = new Chance(plan.seed);
    this.time = new VirtualTime(this.chance);
    this.database = new FakeDatabase(this.time, this.chance, plan.latencyMs);
    this.redis = new FakeRedis(() => this.time.now);
    this.checker = new Checker(this.database, STALENESS_MS);
    const acts = plan.clients.flatMap((client) => client.acts);
    const last = Math.max(0, ...[...acts, ...plan.faults].map(({ at }) => at));
    this.healsAt = last + HEALS_AFTER;
  }

  async run(): Promise<Outcome> {
    const { plan, time } = this;
    this.database.commit([
      { id: 'a', version: this.nextVersion() },
      { id: 'b', version: this.nextVersion() },
    ]);
    for (let place = 0; place < plan.instances; place += 1) this.replaceInstance(place);
    for (const fault of plan.faults) time.after(fault.at, null, () => inject(this, fault));
    for (const client of plan.clients) this.play(client);
    await time.runUntil(this.healsAt);
    this.heal();
    await time.runUntil(time.now + LONGEST_REQUEST, () => this.playing === 0);
    await time.runUntil(time.now + (plan.faults.length > 0 ? SETTLES_AFTER : CALM_AFTER));
    const refused = this.refused;
    this.readEverything();
    await time.runUntil(time.now + LONGEST_REQUEST, () => this.outstanding === 0);
    if (this.refused > refused) this.checker.violate('liveness', 'refused though all is well');
    if (this.outstanding > 0)
      this.checker.violate('liveness', `${this.outstanding} requests were never answered`);
    checkQuiescence(this.instances, this.redis, this.database, this.checker);
    const { violations, reads, staleReads } = this.checker;
    return {
      plan,
      violations,
      reads,
      staleReads,
      refused: this.refused,
      carries: this.instances.reduce((sum, { engine }) => sum + engine.stats.counts.carries, 0),
      steps: time.steps,
      trace: this.trace,
    };
  }

  later(milliseconds: number, undo: () => void): void {
    this.time.after(Math.min(milliseconds, this.healsAt - this.time.now), null, undo);
  }

  instanceAt(place: number): SimulatedInstance {
    return this.instances[place] as SimulatedInstance;
  }

  replaceInstance(place: number): void {
    this.births += 1;
    const name = `instance-${place}.${this.births}`;
    const instance = new SimulatedInstance(name, this.database, this.redis, this.time, this.chance);
    this.instances[place] = instance;
    void instance.start().catch((error: unknown) => {
      this.note(() => `${name} did not start: ${String(error)}`);
      this.time.after(100, null, () => this.replaceInstance(place));
    });
  }

  note(text: () => string): void {
    if (this.traced) this.trace.push(`${String(this.time.now).padStart(6)} ${text()}`);
  }

  private nextVersion(): number {
    return (this.version += 1);
  }

  /** A client does one thing after another, none before its time. */
  private play({ keepsToken, acts }: PlannedClient): void {
    const client: Client = { keepsToken, token: 0, shown: new Map() };
    const play = (index: number): void => {
      const act = acts[index];
      if (!act) {
        this.playing -= 1;
        return;
      }
      this.time.after(act.at - this.time.now, null, () => this.perform(client, act, () => play(index + 1)));
    };
    this.playing += 1;
    play(0);
  }

  private perform(client: Client, act: PlannedAct, next: () => void): void {
    const instance = this.instanceAt(act.place);
    if (act.kind === 'read') this.read(client, instance, rowNamed(act.row), act.id, next);
    else this.write(client, instance, act, next);
  }

  private read(client: Client, instance: SimulatedInstance, row: Row, id: string, next: () => void): void {
    const beganAt = this.time.now;
    const token = client.keepsToken ? client.token : 0;
    const host = instance.host.name;
    const record = (shown: Shown | null, { stamp, readAt }: Read, stale: boolean): void => {
      const documents = shown ? documentsIn(shown) : [{ id, version: null, writes: null }];
      this.note(() => {
        const versions = documents.map((each) => `${each.id}=v${each.version}`).join(' ');
        return `${host} ${row.kind} ${versions}${stale ? ' stale' : ''} (stamp ${stamp}, read at ${readAt}, token ${token}, began ${beganAt})`;
      });
      this.checker.check({
        host,
        documents,
        staleSeconds: staleSecondsOf(row),
        token,
        shownBefore: client.shown,
        beganAt,
        stamp,
        readAt,
        stale,
      });
      client.token = Math.max(client.token, readAt);
      if (client.keepsToken) for (const each of documents) this.remember(client, each.id, readAt);
    };
    this.request(instance, next, async () => {
      try {
        const answer = await instance.service.getOrLoad(row, { id }, { notBefore: token });
        record(parseAnswer<Shown>(answer), answer, answer.stale);
      } catch (error) {
        if (error instanceof AbsentError) record(null, { stamp: error.readAt, readAt: error.readAt }, false);
        else if (error instanceof UnavailableError) this.refused += 1;
        else throw error;
      }
    });
  }

  private remember({ shown }: Client, id: string, readAt: LogTime): void {
    const latest = this.database.historyOf(id).findLast(({ time }) => time <= readAt);
    shown.set(id, Math.max(shown.get(id) ?? 0, latest?.time ?? 0));
  }

  private write(
    client: Client,
    instance: SimulatedInstance,
    act: Extract<PlannedAct, { kind: 'write' }>,
    next: () => void,
  ): void {
    const ids = act.changes.map(({ id }) => id);
    const changes = act.changes.map(({ id, deletes }) => ({
      id,
      version: deletes ? null : this.nextVersion(),
    }));
    this.request(instance, next, async () => {
      try {
        const carryOver = instance.beforeWrite(changes);
        const committed = await instance.connection.commit(changes);
        const { at } = committed;
        this.note(
          () =>
            `${instance.host.name} wrote ${changes.map(({ id, version }) => `${id}=v${version}`).join(' ')} at ${at}`,
        );
        if (act.tells) {
          const entries = ids.flatMap((id) => ROWS.map((row) => ({ row, key: row.key({ id }) })));
          await instance.service.invalidate({ entries, tags: ids.map((id) => `doc/${id}`), at });
        }
        if (act.carries) {
          void carryOver(committed).catch((error: unknown) =>
            this.checker.violate('liveness', `${instance.host.name}: ${String(error)}`),
          );
        }
        client.token = Math.max(client.token, at);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        this.refused += 1;
      }
    });
  }

  /** Sends a request to an instance; one that dies, or is dead, answers nothing more. */
  private request(instance: SimulatedInstance, next: () => void, handle: () => Promise<void>): void {
    let open = true;
    const { host } = instance;
    const close = (): void => {
      if (!open) return;
      open = false;
      host.onDeath.delete(close);
      this.outstanding -= 1;
      next();
    };
    this.outstanding += 1;
    host.onDeath.add(close);
    if (host.dead) this.time.after(1, null, close);
    this.time.after(this.chance.between(0, 2), host, () => {
      void handle().then(close, (error: unknown) => {
        this.checker.violate('liveness', `${host.name}: ${String(error)}`);
        close();
      });
    });
  }

  private heal(): void {
    this.note(() => 'faults end');
    Object.assign(this.redis, { down: false, slow: false });
    Object.assign(this.database, { down: false, sleeping: null });
    for (const [place, instance] of this.instances.entries()) {
      instance.connection.resume();
      this.time.thaw(instance.host);
      if (instance.host.dead) this.replaceInstance(place);
    }
  }

  private readEverything(): void {
    for (const instance of this.instances)
      for (const id of IDS)
        this.read(
          { keepsToken: false, token: 0, shown: new Map() },
          instance,
          this.chance.pick(ROWS),
          id,
          () => {},
        );
  }
}

export function simulate(plan: Plan, traced = false): Promise<Outcome> {
  return new World(plan, traced).run();
}
