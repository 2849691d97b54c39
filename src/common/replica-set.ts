/** Whether the server that answered `hello` so is a replica set: only those have transactions, snapshots and change streams. */
export function isReplicaSet(hello: Readonly<Record<string, unknown>>): boolean {
  // Behind mongos there are replica sets.
  return hello['setName'] !== undefined || hello['msg'] === 'isdbgrid';
}
