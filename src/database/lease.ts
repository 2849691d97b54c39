import type { Collection } from 'mongodb';

/** Members of a document that one process at a time holds. */
export interface Leased {
  _id: string;
  leader: string | null;
  lease_expires_at: Date;
}

/** What an update by pipeline sets to take or renew a lease: time runs by the database’s clock. */
export function leaseOf(owner: string, leaseMs: number) {
  return { leader: owner, lease_expires_at: { $add: ['$$NOW', leaseMs] } };
}

/**
 * Takes or renews a lease, unless another holds it. A lease makes work rare, not exact: it may be in two
 * hands for a moment, so whatever must happen once needs a guard of its own.
 */
export async function acquireLease(
  leases: Collection<Leased>,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<boolean> {
  const free = { $or: [{ $eq: ['$leader', owner] }, { $lte: ['$lease_expires_at', '$$NOW'] }] };
  const { matchedCount } = await leases.updateOne({ _id: id, $expr: free }, [
    { $set: leaseOf(owner, leaseMs) },
  ]);
  return matchedCount === 1;
}

/** Gives a lease back, so that the next holder need not wait for its end. */
export async function releaseLease(leases: Collection<Leased>, id: string, owner: string): Promise<void> {
  await leases.updateOne(
    { _id: id, leader: owner },
    { $set: { leader: null, lease_expires_at: new Date(0) } },
  );
}
