import { slotsOf } from '../../src/cache/tiers/entry.js';
import { openEntry } from '../../src/cache/tiers/envelope.js';
import type { Checker } from './checker.js';
import type { FakeDatabase } from './fake-database.js';
import type { FakeRedis } from './fake-remote.js';
import type { SimulatedInstance } from './instance.js';
import { documentsIn, ROWS, type Shown } from './rows.js';

/** Once nothing is under way any more, every entry that a tier could serve equals the database. */
export function checkQuiescence(
  instances: readonly SimulatedInstance[],
  redis: FakeRedis,
  database: FakeDatabase,
  checker: Checker,
): void {
  const compare = (holder: string, key: string, body: Buffer): void => {
    for (const { id, version, writes } of documentsIn(JSON.parse(body.toString()) as Shown)) {
      const now = database.versionAt(id, database.now);
      const count = database.writesUntil(id, database.now);
      if (version !== now || writes !== count)
        checker.violate(
          'quiescence',
          `${holder} ${key} shows ${id} v${version} of ${writes}: it is v${now} of ${count} writes`,
        );
    }
  };
  for (const { engine, host } of instances) {
    for (const { key, body, stamp, slots, row } of engine.memory.values())
      if (engine.judge.judge(stamp, slots, row.invalidation, 0) === 'good') compare(host.name, key, body);
    for (const [key, { value }] of redis.entries) {
      const row = ROWS.find(({ prefix }) => key.startsWith(prefix));
      const entry = row && value && openEntry(key, row.kind, engine.epoch, value.sealed);
      if (!entry) continue;
      const slots = slotsOf(engine.floors, row, key, entry.tags);
      if (engine.judge.judge(entry.stamp, slots, row.invalidation, 0) === 'good')
        compare(`redis for ${host.name}`, key, entry.body);
    }
  }
}
