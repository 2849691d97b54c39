import { parseAnswer, type CacheAnswer } from '../../src/cache/cache-answer.js';
import { AbsentError } from '../../src/cache/cache.errors.js';
import { openEnvelope } from '../../src/cache/tiers/envelope.js';
import { slotsOf } from '../../src/cache/tiers/entry.js';
import { UnavailableError } from '../../src/common/index.js';
import type { LogTime } from '../../src/database/index.js';
import { Chance } from './chance.js';
import { Checker, type Violation } from './checker.js';
import { FakeDatabase } from './fake-database.js';
import { FakeRedis } from './fake-remote.js';
import { inject, planFaults, type FaultyWorld, type PlannedFault } from './faults.js';
import { ROWS, SimulatedInstance, SOFT_SECONDS, STALENESS_MS, type Row, type Shown } from './instance.js';
import { VirtualTime } from './virtual-time.js';

const FAULTS_END = 2_500;
const CLIENTS_END = 3_200;
const LAST_READS = 5_000;
const END = 6_500;
const IDS = ['a', 'b', 'c'] as const;

export interface Client {
  readonly keepsToken: boolean;
  readonly writes: boolean;
  token: LogTime;
}

export interface Outcome {
  readonly seed: number;
  readonly faults: readonly PlannedFault[];
  readonly violations: readonly Violation[];
  readonly reads: number;
  readonly staleReads: number;
  readonly refused: number;
  readonly steps: number;
  readonly trace: readonly string[];
}

/** One schedule: instances, clients, faults, and the checker, from one seed. */
export class World implements FaultyWorld {
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly database: FakeDatabase;
  readonly redis: FakeRedis;
  private readonly checker: Checker;
  private readonly instances: SimulatedInstance[] = [];
  private readonly trace: string[] = [];
  private version = 0;
  private births = 0;
  private outstanding = 0;
  private refused = 0;

  constructor(
    private readonly seed: number,
    private readonly faults: readonly PlannedFault[],
    private readonly traced: boolean,
  ) {
    this.chance = new Chance(seed);
    this.time = new VirtualTime(this.chance);
    this.database = new FakeDatabase(this.time, this.chance);
    this.redis = new FakeRedis(() => this.time.now);
    this.checker = new Checker(this.database, STALENESS_MS, SOFT_SECONDS);
  }

  async run(): Promise<Outcome> {
    this.database.commit([
      { id: 'a', version: this.nextVersion() },
      { id: 'b', version: this.nextVersion() },
    ]);
    for (let place = 0; place < 3; place += 1) this.replaceInstance(place);
    for (const fault of this.faults) this.time.after(fault.at, null, () => inject(this, fault));
    for (let n = 0; n < 4; n += 1) this.act({ keepsToken: n % 2 === 0, writes: n < 2, token: 0 });
    this.time.after(FAULTS_END, null, () => this.heal());
    this.time.after(LAST_READS, null, () => this.readEverything());
    await this.time.runUntil(END);
    this.checkQuiescence();
    if (this.outstanding > 0)
      this.checker.violate('liveness', {}, `${this.outstanding} requests were never answered`);
    const { violations, reads, staleReads } = this.checker;
    const { seed, faults, refused, trace } = this;
    return { seed, faults, violations, reads, staleReads, refused, steps: this.time.steps, trace };
  }

  later(milliseconds: number, undo: () => void): void {
    const wait = Math.min(milliseconds, FAULTS_END - this.time.now);
    this.time.after(wait, null, undo);
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
      this.note(`${name} did not start: ${String(error)}`);
      this.time.after(100, null, () => this.replaceInstance(place));
    });
  }

  note(text: string): void {
    if (this.traced) this.trace.push(`${String(this.time.now).padStart(6)} ${text}`);
  }

  private nextVersion(): number {
    return (this.version += 1);
  }

  /** A client does one thing after another until clients end. */
  private act(client: Client): void {
    if (this.time.now > CLIENTS_END) return;
    // Some do the next thing at once: what they have just seen may not have come through any log yet.
    const pause = this.chance.happens(0.3) ? 3 : 220;
    const next = (): void =>
      void this.time.after(this.chance.between(0, pause), null, () => this.act(client));
    const instance = this.chance.pick(this.instances);
    if (client.writes && this.chance.happens(0.35)) this.write(client, instance, next);
    else this.read(client, instance, this.chance.pick(ROWS), this.chance.pick(IDS), next);
  }

  private read(client: Client, instance: SimulatedInstance, row: Row, id: string, next: () => void): void {
    const beganAt = this.time.now;
    const token = client.keepsToken ? client.token : 0;
    const record = (version: number | null, stamp: LogTime, stale: boolean): void => {
      const { name } = instance.host;
      this.note(
        `${name} ${row.kind} ${id} -> v${version}${stale ? ' stale' : ''} (stamp ${stamp}, token ${token}, began ${beganAt})`,
      );
      this.checker.check({
        host: name,
        id,
        soft: row.kind === 'soft',
        token,
        beganAt,
        endedAt: this.time.now,
        version,
        stamp,
        stale,
      });
      client.token = Math.max(client.token, stamp);
    };
    this.request(instance, next, async () => {
      try {
        const answer = await instance.service.getOrLoad(row, { id }, { notBefore: token });
        record(versionOf(answer), answer.stamp, answer.stale);
      } catch (error) {
        if (error instanceof AbsentError) record(null, error.stamp, false);
        else if (error instanceof UnavailableError) this.refused += 1;
        else throw error;
      }
    });
  }

  private write(client: Client, instance: SimulatedInstance, next: () => void): void {
    const ids = this.chance.happens(0.4) ? ['a', 'b'] : [this.chance.pick(IDS)];
    const changes = ids.map((id) => ({ id, version: this.chance.happens(0.2) ? null : this.nextVersion() }));
    this.request(instance, next, async () => {
      try {
        const written = await instance.connection.commit(changes);
        const at = Math.max(...written.map(({ time }) => time));
        this.note(
          `${instance.host.name} wrote ${changes.map(({ id, version }) => `${id}=v${version}`).join(' ')} at ${at}`,
        );
        if (this.chance.happens(0.7)) {
          const entries = ids.flatMap((id) => ROWS.map((row) => ({ row, key: row.key({ id }) })));
          await instance.service.invalidate({ entries, tags: ids.map((id) => `doc/${id}`), at });
        }
        client.token = Math.max(client.token, at);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        this.refused += 1;
      }
    });
  }

  /** Sends a request to an instance; what is sent to one that dies is given up after a while. */
  private request(instance: SimulatedInstance, next: () => void, handle: () => Promise<void>): void {
    let open = true;
    const close = (): void => {
      if (!open) return;
      open = false;
      this.outstanding -= 1;
      next();
    };
    this.outstanding += 1;
    const giveUp = (): void => {
      if (instance.host.dead) close();
      else if (open) this.time.after(500, null, giveUp);
    };
    this.time.after(500, null, giveUp);
    this.time.after(this.chance.between(0, 2), instance.host, () => {
      void handle().then(close, (error: unknown) => {
        this.checker.violate('liveness', { host: instance.host.name }, String(error));
        close();
      });
    });
  }

  private heal(): void {
    this.note('faults end');
    Object.assign(this.redis, { down: false, slow: false });
    Object.assign(this.database, { down: false, sleeping: null });
    for (const [place, instance] of this.instances.entries()) {
      instance.connection.resume();
      this.time.thaw(instance.host);
      if (instance.host.dead) this.replaceInstance(place);
    }
  }

  private readEverything(): void {
    const refused = this.refused;
    let open = 0;
    for (const instance of this.instances)
      for (const row of ROWS)
        for (const id of IDS) {
          open += 1;
          this.read({ keepsToken: false, writes: false, token: 0 }, instance, row, id, () => {
            open -= 1;
            if (open === 0 && this.refused > refused)
              this.checker.violate('liveness', {}, 'refused though all is well');
          });
        }
  }

  /** Every entry that a tier could serve now equals the database. */
  private checkQuiescence(): void {
    for (const { engine, host } of this.instances) {
      for (const held of engine.memory.values()) {
        if (engine.judge.judge(held.stamp, held.slots, held.row.invalidation, 0) !== 'good') continue;
        this.compare(host.name, held.key, JSON.parse(held.body.toString()) as Shown);
      }
      for (const [key, { value }] of this.redis.entries) {
        const row = ROWS.find(({ prefix }) => key.startsWith(prefix));
        const entry = row && value && openEnvelope(key, row.kind, engine.epoch, value.envelope, value.body);
        if (!entry) continue;
        const slots = slotsOf(engine.floors, row, key, entry.tags);
        if (engine.judge.judge(entry.stamp, slots, row.invalidation, 0) !== 'good') continue;
        this.compare(`redis for ${host.name}`, key, JSON.parse(entry.body.toString()) as Shown);
      }
    }
  }

  private compare(host: string, key: string, { id, version }: Shown): void {
    const now = this.database.versionAt(id, this.database.now);
    if (version !== now)
      this.checker.violate('quiescence', { host, id, version }, `${key} is v${now} in the database`);
  }
}

function versionOf(answer: CacheAnswer): number | null {
  return parseAnswer<Shown>(answer).version;
}

/** Plans the faults of a seed. */
export function planOf(seed: number): PlannedFault[] {
  return planFaults(new Chance(seed ^ 0x5bd1_e995), FAULTS_END);
}

export function simulate(
  seed: number,
  faults: readonly PlannedFault[] = planOf(seed),
  traced = false,
): Promise<Outcome> {
  return new World(seed, faults, traced).run();
}
