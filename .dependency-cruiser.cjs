/*
 * The direction of dependencies (docs/architecture.md):
 *
 *   config                                  read by anyone, reads nothing
 *   common · events ← database ← outbox     no domain words but the names of facts
 *   … ← cache ← catalogue ← features ← warming, health, metrics, admin, import ← app
 *
 * test/architecture/direction.spec.ts breaks each rule once to show that it fires.
 */

const FEATURES =
  'courses|enrollments|enrolling|progress|activity|analytics|recommendations|reviews|search|users|auth|realtime|xapi';
const ABOVE_FEATURES = 'warming|health|metrics|openapi|logging|admin|import';

/** Programs: they may start the application, nothing imports them. */
const PROGRAMS = '^src/[^/]+/cli/|/cli\\.ts$|\\.cli\\.ts$|^src/embedded/start\\.ts$';
const SPECS = '\\.spec\\.ts$';

/** Files of src/ outside the named folders, the files directly in src/ included. */
const allBut = (...folders) => `^src/(?!(?:${folders.join('|')})/)`;

/** `folder` may import itself and `allowed`, and nothing else of src/. */
const only = (name, comment, folder, ...allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/(?:${folder})/`, pathNot: [PROGRAMS, SPECS] },
  to: { path: allBut(folder, ...allowed) },
});

const BASE = ['common', 'events', 'database'];
const PLACED = [...BASE, 'outbox', 'cache', 'catalogue', FEATURES, ABOVE_FEATURES, 'embedded'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Among ES modules a cycle is a crash, forwardRef or not.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'config-reads-nothing',
      comment: 'Configuration is typed, validated and nothing else.',
      severity: 'error',
      from: { path: '^config/', pathNot: SPECS },
      to: { path: '^(?:src|test|bench)/' },
    },
    {
      name: 'no-folder-without-a-place',
      comment: 'A new folder of src/ is given its place in the direction, in this file.',
      severity: 'error',
      from: { path: `^src/(?!(?:${PLACED.join('|')})/)[^/]+/` },
      to: {},
    },
    only('common-below-all', 'No domain words in common.', 'common'),
    only('events-below-all', 'Facts are ids and names; they import nothing.', 'events'),
    only(
      'database-below-cache',
      'Sessions and snapshots know no collection by name.',
      'database',
      'common',
      'events',
    ),
    only('outbox-below-features', 'The outbox carries facts, it does not act on them.', 'outbox', ...BASE),
    only('cache-knows-no-domain', 'The engine knows no course, no user and no row.', 'cache', ...BASE),
    {
      name: 'cache-knows-no-model',
      comment: 'The engine follows the log with the driver; models belong to features.',
      severity: 'error',
      from: { path: '^src/cache/', pathNot: SPECS },
      to: {
        path: ['node_modules/mongoose/', 'node_modules/@nestjs/mongoose/', '\\.(?:schema|repository)\\.ts$'],
      },
    },
    only(
      'catalogue-below-features',
      'Rows are about keys and facts, not about code.',
      'catalogue',
      'cache',
      ...BASE,
    ),
    only(
      'features-below-operations',
      'A feature does not know who warms, watches or fills it.',
      FEATURES,
      'catalogue',
      'cache',
      'outbox',
      ...BASE,
    ),
    only(
      'operations-below-app',
      'Only the application and programs put everything together.',
      ABOVE_FEATURES,
      FEATURES,
      'catalogue',
      'cache',
      'outbox',
      ...BASE,
    ),
    only(
      'embedded-stands-alone',
      'Finding and running servers knows nothing of the product.',
      'embedded',
      'common',
    ),
    {
      name: 'features-by-their-index',
      comment: 'What a feature offers to other features is in its index.ts; so cycles of features are seen.',
      severity: 'error',
      from: { path: `^src/(${FEATURES})/`, pathNot: SPECS },
      to: { path: `^src/(?:${FEATURES})/`, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-foreign-repository',
      comment: 'Use the service that the other folder exports, or announce an event.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: SPECS },
      to: { path: '\\.repository\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'no-offered-repository',
      comment: 'By an index.ts it would be foreign all the same, and unseen.',
      severity: 'error',
      from: { path: '^src/[^/]+/index\\.ts$' },
      to: { path: '\\.repository\\.ts$' },
    },
    {
      name: 'no-tests-in-product',
      comment: 'What ships does not import what tests or measures it.',
      severity: 'error',
      from: { path: '^(?:src|config)/', pathNot: SPECS },
      to: { path: ['^(?:test|bench)/', SPECS] },
    },
    {
      name: 'no-development-package-in-product',
      comment: 'The image is built with --omit=dev.',
      severity: 'error',
      from: { path: '^(?:src|config)/', pathNot: SPECS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that only another one brings along may be gone after the next install.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
