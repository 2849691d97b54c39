import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, type Db } from 'mongodb';
import { EmbeddedServerError } from './embedded.errors.js';

/** Milliseconds for an election, and for a configuration to be read. */
const PATIENCE = 30_000;

export interface ReplicaSetPlan {
  readonly name: string;
  /** `address:port` of each member, in the order of their ids. */
  readonly hosts: readonly string[];
  /** Elections are quick, and a majority acknowledges before its journal is on disk. */
  readonly fleeting: boolean;
}

interface Configuration {
  version: number;
  members: { _id: number; host: string }[];
}

/**
 * Makes the servers at these addresses one replica set, and waits until it has a primary that all others follow.
 *
 * Called on every start: a new set is initiated; one whose members moved to other ports is told so.
 * @throws {EmbeddedServerError} when that is not so after 30 s
 */
export async function ensureReplicaSet(plan: ReplicaSetPlan): Promise<void> {
  const first = plan.hosts[0] as string;
  const client = new MongoClient(`mongodb://${first}/?directConnection=true`, {
    serverSelectionTimeoutMS: 5_000,
  });
  try {
    const admin = client.db('admin');
    const current = await readOrInitiate(admin, plan);
    if (current.members.some((member) => member.host !== plan.hosts[member._id])) {
      const members = current.members.map((member) => ({ ...member, host: plan.hosts[member._id] }));
      await admin.command({
        replSetReconfig: { ...current, members, version: current.version + 1 },
        force: true,
      });
    }
    await waitUntilWhole(admin);
  } finally {
    await client.close();
  }
}

/** The set's configuration, initiated first when the members have none yet. */
async function readOrInitiate(admin: Db, plan: ReplicaSetPlan): Promise<Configuration> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      return (await admin.command({ replSetGetConfig: 1 }))['config'] as Configuration;
    } catch (fault) {
      if (performance.now() > deadline) throw fault;
    }
    // A member that is still reading its configuration says that it has none, and refuses to be given one: ask again.
    await admin.command({ replSetInitiate: describeSet(plan) }).catch(() => sleep(20));
  }
}

function describeSet({ name, hosts, fleeting }: ReplicaSetPlan): object {
  return {
    _id: name,
    members: hosts.map((host, _id) => ({ _id, host })),
    writeConcernMajorityJournalDefault: !fleeting,
    settings: fleeting ? { electionTimeoutMillis: 1_000, heartbeatIntervalMillis: 200 } : {},
  };
}

/** A primary, and the others with its data: until then they could not follow it. */
async function waitUntilWhole(admin: Db): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    const { members } = (await admin.command({ replSetGetStatus: 1 })) as { members: { stateStr: string }[] };
    const states = members.map(({ stateStr }) => stateStr);
    if (states.includes('PRIMARY') && states.every((state) => state === 'PRIMARY' || state === 'SECONDARY'))
      return;
    if (performance.now() > deadline)
      throw new EmbeddedServerError(`The MongoDB replica set is not whole after 30 s: ${states.join(', ')}.`);
    await sleep(20);
  }
}
