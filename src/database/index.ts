export { DUPLICATE_KEY, isDuplicateKey } from './database-errors.js';
export { DatabaseModule } from './database.module.js';
export { DatabaseScope, currentScope, runInScope } from './database-scope.js';
export { acquireLease, leaseOf, releaseLease, type Leased } from './lease.js';
export * from './log-time.js';
export { LogHistoryLostError, OperationLog, timeOf } from './operation-log.js';
export { nativeCollection } from './native-collection.js';
export { SnapshotReader, type Stamped } from './snapshot-reader.js';
export { Transactions, type Written } from './transactions.js';
