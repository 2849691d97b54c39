/** What every test process is told through its environment by the one that starts the servers. */
export const TEST_ENV = {
  /** Of the replica set that all suites share, without a database. */
  mongo: 'TIERCEL_TEST_MONGO_URI',
  /** The mongod binary, for suites that need a replica set of their own. */
  mongod: 'TIERCEL_TEST_MONGOD',
  redisServer: 'TIERCEL_TEST_REDIS_SERVER',
  /** Folder of this run; every server has its own inside. */
  dir: 'TIERCEL_TEST_DIR',
} as const;
