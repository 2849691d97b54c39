/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['src', 'config', 'test', 'bench'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    // Imports name the compiled file, as Node wants them to; the tests run the source.
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@fastify/static$': '<rootDir>/test/support/fastify-static.ts',
    '^@nestjs/throttler$': '<rootDir>/test/support/throttler.ts',
  },
  maxWorkers: 2,
  // Suites run against real servers on a machine that may be busy.
  testTimeout: 30_000,
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/support/totals-reporter.mjs'],
};
