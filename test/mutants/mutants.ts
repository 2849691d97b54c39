import { edit, type Hunter, type Mutant } from './mutant.js';

const SIMULATION: Hunter = { kind: 'simulation', schedules: 10_000 };
const COHERENCE = 'src/cache/coherence';
const CARRIER = 'src/cache/flight/carrier.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'floors off',
    edits: [edit(`${COHERENCE}/floors.ts`, 'if (time > floor) {', 'if (time < 0) {')],
    hunter: SIMULATION,
  },
  {
    name: 'beats off: the tail is always believed to be current',
    edits: [
      edit(`${COHERENCE}/proof.ts`, 'return now - this.provenSentAt <= this.stalenessMs;', 'return true;'),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'loads taken without proof: whatever was read for the caller will do',
    edits: [
      edit(
        `${COHERENCE}/judge.ts`,
        'return stamp >= notBefore && this.isProvedByBeat(stamp);',
        'return stamp >= notBefore;',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'loads taken without proof: no bound while the tail is behind',
    edits: [
      edit(`${COHERENCE}/judge.ts`, "if (!current && !this.isProvedByBeat(stamp)) return 'unproved';", ''),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'replay window off: a start follows from now',
    edits: [
      edit(`${COHERENCE}/tail.ts`, '    this.floors.raiseAll(from);\n', ''),
      edit(`${COHERENCE}/tail.ts`, 'const from = await this.log.wholeFrom(wanted);', 'const from = now;'),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'replay window unmarked: a start does not raise the floors',
    edits: [edit(`${COHERENCE}/tail.ts`, '    this.floors.raiseAll(from);\n', '')],
    // Entries that are past their end are not used anyway: what is left is a log that is younger than they are.
    hunter: { kind: 'suite', path: 'src/cache/coherence/tail.spec.ts' },
  },
  {
    name: 'operationTime as stamp, in the simulated database',
    edits: [
      edit(
        'test/simulation/fake-connection.ts',
        'return { value: await value, ...age };',
        'return { value: await value, stamp: this.database.now, readAt: this.database.now };',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'operationTime as stamp, in MongoDB',
    edits: [
      edit(
        'src/database/snapshot-reader.ts',
        "const at: unknown = Reflect.get(session, 'snapshotTime');",
        'const at: unknown = session.operationTime;',
      ),
    ],
    hunter: { kind: 'suite', path: 'src/database/snapshot-reader.spec.ts' },
  },
  {
    name: 'tags of a row left out',
    edits: [edit('src/cache/tiers/entry.ts', '[...row.tags(params), ...(row.tagsOf', '[...(row.tagsOf')],
    hunter: SIMULATION,
  },
  {
    name: 'tags of a value left out',
    edits: [
      edit(
        'src/cache/tiers/entry.ts',
        '[...row.tags(params), ...(row.tagsOf?.(value) ?? [])]',
        '[...row.tags(params)]',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'transaction events applied apart: a time counts as reached with its first event',
    edits: [
      edit(
        `${COHERENCE}/proof.ts`,
        'if (time - 1 <= this.complete) return;',
        'if (time <= this.complete) return;',
      ),
      edit(`${COHERENCE}/proof.ts`, 'this.complete = time - 1;', 'this.complete = time;'),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'an interrupted stream is followed from now, not from its position',
    edits: [
      edit(`${COHERENCE}/tail.ts`, 'const from = this.proof.position;', 'const from = await this.log.now();'),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'a lost log raises no floors',
    edits: [edit(`${COHERENCE}/tail.ts`, '    this.floors.raiseAll(time);\n', '')],
    hunter: SIMULATION,
  },
  {
    name: 'consistency token ignored',
    edits: [
      edit(
        `${COHERENCE}/judge.ts`,
        'if (stamp >= notBefore || (current && this.proof.position >= notBefore))',
        'if (stamp >= 0 || (current && this.proof.position >= notBefore))',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'a reader has seen no more than what the answer is complete for',
    edits: [
      edit(
        'src/cache/tiered-cache.service.ts',
        'return { body, etag, stamp, readAt, meta,',
        'return { body, etag, stamp, readAt: stamp, meta,',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'soft rows without an end',
    edits: [edit(`${COHERENCE}/judge.ts`, 'this.isWithin(invalidation.seconds, stamp)', 'stamp >= 0')],
    hunter: SIMULATION,
  },
  {
    name: 'soft rows age by the cluster’s clock',
    edits: [
      edit(
        `${COHERENCE}/judge.ts`,
        'this.isWithin(invalidation.seconds, stamp)',
        'this.ageSeconds(stamp) < invalidation.seconds',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: '"not found" of a soft row as soft as its values',
    edits: [
      edit(
        'src/cache/tiered-cache.service.ts',
        "const mayBeSoft = verdict === 'soft' && landed.kind === 'value';",
        "const mayBeSoft = verdict === 'soft';",
      ),
    ],
    // A chance of about one in ten thousand schedules.
    hunter: { kind: 'simulation', schedules: 60_000 },
  },
  {
    name: 'values that stand in are given to whoever asks, whatever their token says',
    edits: [
      edit(
        'src/cache/coherence/judge.ts',
        'if (stamp < this.floors.highest(slots)) return false;\n    return stamp >= notBefore || this.proof.position >= notBefore;',
        'return stamp >= this.floors.highest(slots);',
      ),
    ],
    hunter: { kind: 'suite', path: 'test/simulation/stand-in.spec.ts' },
  },
  {
    name: 'fill token off: whoever has loaded may fill',
    edits: [
      edit(
        'src/cache/lua/fill.lua',
        'if not guard or guard.token ~= ARGV[1] then',
        'guard = guard or { stamp = NOTHING, floor = 0 }\nif false then',
      ),
      edit(
        'test/simulation/fake-remote.ts',
        "const held = this.find(key);\n    if (!held || held.lease?.token !== token) return 'lost';",
        'const held: Held = this.find(key) ?? { floor: 0, endsAt: 0 };',
      ),
    ],
    hunter: { kind: 'suite', path: 'test/simulation/fake-remote.spec.ts' },
  },
  {
    name: 'resend on: a command whose answer was lost is sent again',
    edits: [
      edit(
        'src/cache/tiers/redis-client.ts',
        'autoResendUnfulfilledCommands: false,\n  maxRetriesPerRequest: 0,',
        'autoResendUnfulfilledCommands: true,\n  maxRetriesPerRequest: null,',
      ),
    ],
    hunter: { kind: 'suite', path: 'src/cache/tiers/lost-answer.spec.ts' },
  },
  {
    name: 'offline queue on: commands wait for Redis to come back',
    edits: [
      edit(
        'src/cache/tiers/redis-client.ts',
        'enableOfflineQueue: false,\n  auto',
        'enableOfflineQueue: true,\n  auto',
      ),
      edit('src/cache/tiers/redis-client.ts', 'maxRetriesPerRequest: 0,', 'maxRetriesPerRequest: null,'),
    ],
    hunter: { kind: 'suite', path: 'src/cache/tiers/lost-answer.spec.ts' },
  },
  {
    name: 'carried though the log has not been applied up to the write',
    edits: [
      edit(CARRIER, '    await proof.waitFor(at - 1, LONGEST_WAIT_MS);\n', ''),
      edit(CARRIER, 'if (proof.position < at - 1 || judge', 'if (judge'),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'carried over two writes as if they were one',
    edits: [
      edit(
        `${COHERENCE}/floors.ts`,
        '(floor === time && (this.before[slot] ?? 0) <= since)',
        'floor === time',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'carried with something new that was written to since it was read',
    edits: [
      edit(
        CARRIER,
        '    if (!floors.areNotWrittenBut(at, floors.slotsOf(amendment.tags ?? []), began)) return false;\n',
        '',
      ),
    ],
    hunter: { kind: 'simulation', schedules: 100_000 },
  },
  {
    name: 'carried without the name of something new',
    edits: [
      edit(
        'src/cache/tiers/entry.ts',
        'tags.length === 0 ? entry.tags : [...new Set([...entry.tags, ...tags])]',
        'entry.tags',
      ),
    ],
    hunter: SIMULATION,
  },
  {
    name: 'carried from what is held after the write',
    edits: [
      edit(
        CARRIER,
        `    return async (at, amend) => {
      if (!held`,
        `    return async (at, amend) => {
      const held = this.parts.memory.get(key);
      if (!held`,
      ),
      edit(
        CARRIER,
        '    const held = this.parts.memory.get(key);\n    const { position }',
        '    const { position }',
      ),
    ],
    hunter: { kind: 'simulation', schedules: 100_000 },
  },
];

/** Nothing is changed, so nothing may be noticed: who cries wolf at everything catches every mutant. */
export const CONTROLS: readonly Mutant[] = [
  { name: 'control: nothing changed', edits: [], hunter: SIMULATION },
  ...suites().map((path): Mutant => {
    return { name: 'control: nothing changed', edits: [], hunter: { kind: 'suite', path } };
  }),
];

function suites(): string[] {
  return [...new Set(MUTANTS.flatMap(({ hunter }) => (hunter.kind === 'suite' ? [hunter.path] : [])))];
}
