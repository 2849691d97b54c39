import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoMember } from './mongo-member.js';
import { ensureReplicaSet } from './replica-set.js';

export interface EmbeddedMongoOptions {
  readonly binary: string;
  /** Folder of the whole set; each member has its own inside. Data found there is used again. */
  readonly dir: string;
  /** How many members the set has; the same for the life of the folder. */
  readonly members?: number;
  /** Database named in the address. */
  readonly database?: string;
  /** Settings for data that nobody will miss: acknowledged before it is on disk, small log. */
  readonly fleeting?: boolean;
  /** Size of the log that replicas and change streams follow, in megabytes; without it 1024, or 256 when fleeting. */
  readonly oplogMb?: number;
  /** Further arguments of `mongod`. */
  readonly args?: readonly string[];
}

export interface EmbeddedMongo {
  /** `mongodb://HOSTS/DATABASE?replicaSet=rs0` */
  readonly uri: string;
  /** Of the first member. */
  readonly pid: number;
  readonly members: readonly MongoMember[];
  /** Resolves once every member has ended. */
  stop(): Promise<void>;
}

const REPLICA_SET = 'rs0';
const KEPT = ['--wiredTigerCacheSizeGB', '0.5'];
const FLEETING = ['--wiredTigerCacheSizeGB', '0.25'];

/**
 * Runs a MongoDB replica set on loopback and waits until it has a primary.
 *
 * @throws {EmbeddedServerError} when a member ends while starting, with the reason from its log
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const { binary, dir, members: count = 1, database = 'tiercel', fleeting = false, args = [] } = options;
  const { oplogMb = fleeting ? 256 : 1024 } = options;
  const settings = ['--oplogSize', String(oplogMb), ...(fleeting ? FLEETING : KEPT), ...args];
  const members: MongoMember[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.stop()));
  };
  try {
    // One after the other: each must hold its port before the next looks for a free one.
    for (let place = 0; place < count; place += 1) {
      const home = join(dir, String(place));
      mkdirSync(home, { recursive: true });
      members.push(await MongoMember.start({ binary, dir: home, replicaSet: REPLICA_SET, args: settings }));
    }
    const hosts = members.map((member) => member.host);
    await ensureReplicaSet({ name: REPLICA_SET, hosts, fleeting });
    const uri = `mongodb://${hosts.join(',')}/${database}?replicaSet=${REPLICA_SET}`;
    return { uri, pid: (members[0] as MongoMember).pid, members, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}
