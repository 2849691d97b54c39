import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { locateMongod } from '../src/embedded/locate-mongod.js';
import { locateRedis } from '../src/embedded/locate-redis.js';
import { fill, OPERATIONS } from './engine/operations.js';
import { ENGINE_DATABASE, openSubject } from './engine/subjects.js';
import { writeThings } from './engine/things.js';
import { Lab } from './lab/lab.js';
import { Samples } from './measure/samples.js';
import { readSettings } from './settings.js';

const WARM_UP = 5;

/**
 * One operation of the engine at one subject or a few in turn, for a profiler to watch, and to compare a change with
 * what was before:
 *
 *     node --cpu-prof --cpu-prof-dir=DIR --import @swc-node/register/esm-register bench/profile.ts redis_hit_50 tiercel_bytes
 *     npx speedscope DIR/*.cpuprofile
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '40' } },
});
const [operationName, ...names] = positionals;
const operation = OPERATIONS.find(({ name }) => name === operationName);
if (!operation || names.length === 0)
  throw new Error(`expected one of ${OPERATIONS.map(({ name }) => name).join(', ')}, then subjects`);

const report = (line: string): void => console.info(line);
const settings = readSettings();
const cacheDir = resolve(settings.dataDir, 'servers');
const mongod = await locateMongod({ binary: settings.mongodBinary, cacheDir, report });
const redis = await locateRedis({ cacheDir, report });
const dir = mkdtempSync(join(tmpdir(), 'tiercel-profile-'));
const lab = await Lab.open({ dir, mongod: mongod.binary, redisServer: redis.binary, report });
try {
  const env = { ...lab.env, MONGO_URI: lab.uriOf(ENGINE_DATABASE) };
  const connection = await mongoose.createConnection(env.MONGO_URI).asPromise();
  await writeThings(connection);
  await connection.close();
  const subjects = await Promise.all(
    names.map(async (name) => ({ name, ...(await openSubject(name, env)) })),
  );
  for (const { subject, loads } of subjects) await fill(subject, loads);
  const samples = new Samples();
  for (let round = -WARM_UP; round < Number(values.rounds); round += 1) {
    for (const { name, subject, fresh } of subjects) {
      const before = process.cpuUsage();
      const began = performance.now();
      const microseconds = await operation.measure(subject, fresh);
      const elapsed = (performance.now() - began) * 1_000;
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) samples.addAll(name, { us: microseconds, busy: (user + system) / elapsed });
    }
  }
  const last = subjects.at(-1)?.name ?? '';
  for (const { name } of subjects) {
    const rate = samples.ratio(`${last}/us`, `${name}/us`) ?? NaN;
    const [us, busy] = [samples.median(`${name}/us`) ?? NaN, samples.median(`${name}/busy`) ?? NaN];
    report(
      `${operation.name} ${name}: ${us.toFixed(2)} µs, ${rate.toFixed(3)} of ${last}; busy ${busy.toFixed(2)}`,
    );
  }
  await Promise.all(subjects.map(({ close }) => close()));
} finally {
  await lab.stop();
  rmSync(dir, { recursive: true, force: true });
}
