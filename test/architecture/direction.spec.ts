import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Broken {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** One import a rule that the rule must refuse. The files are made in a folder of their own. */
const BROKEN: readonly Broken[] = [
  { rule: 'no-cycle', from: 'src/courses/a.ts', to: 'src/courses/b.ts' },
  { rule: 'config-reads-nothing', from: 'config/env.ts', to: 'src/common/errors.ts' },
  { rule: 'no-folder-without-a-place', from: 'src/payments/pay.ts', to: 'src/common/errors.ts' },
  { rule: 'common-below-all', from: 'src/common/ids.ts', to: 'src/events/facts.ts' },
  { rule: 'events-below-all', from: 'src/events/bus.ts', to: 'src/common/errors.ts' },
  { rule: 'database-below-cache', from: 'src/database/reader.ts', to: 'src/cache/tier.ts' },
  { rule: 'outbox-below-features', from: 'src/outbox/outbox.ts', to: 'src/cache/tier.ts' },
  { rule: 'cache-knows-no-domain', from: 'src/cache/engine.ts', to: 'src/courses/course.service.ts' },
  { rule: 'cache-knows-no-domain', from: 'src/cache/rows.ts', to: 'src/catalogue/catalogue.ts' },
  { rule: 'cache-knows-no-model', from: 'src/cache/model.ts', to: 'node_modules/mongoose/index.js' },
  { rule: 'catalogue-below-features', from: 'src/catalogue/row.ts', to: 'src/courses/course.service.ts' },
  { rule: 'features-below-operations', from: 'src/reviews/review.ts', to: 'src/warming/warm.ts' },
  { rule: 'features-below-operations', from: 'src/reviews/whole.ts', to: 'src/app.module.ts' },
  { rule: 'operations-below-app', from: 'src/health/health.ts', to: 'src/app.setup.ts' },
  { rule: 'embedded-stands-alone', from: 'src/embedded/mongo.ts', to: 'src/courses/course.service.ts' },
  { rule: 'features-by-their-index', from: 'src/search/search.ts', to: 'src/courses/course.service.ts' },
  { rule: 'no-foreign-repository', from: 'src/progress/spy.ts', to: 'src/courses/course.repository.ts' },
  { rule: 'no-offered-repository', from: 'src/reviews/index.ts', to: 'src/reviews/review.repository.ts' },
  { rule: 'no-tests-in-product', from: 'src/users/user.ts', to: 'test/support/builder.ts' },
  {
    rule: 'no-development-package-in-product',
    from: 'src/users/dev.ts',
    to: 'node_modules/jest/build/index.js',
  },
  { rule: 'no-undeclared-package', from: 'src/users/extra.ts', to: 'node_modules/acorn/dist/acorn.js' },
  { rule: 'no-unresolvable', from: 'src/users/gone.ts', to: './nowhere.js' },
];

/** Imports that the rules must let pass: without them a rule that refuses everything would look right. */
const SOUND: readonly (readonly [from: string, to: string])[] = [
  ['src/courses/course.controller.ts', 'src/courses/course.repository.ts'],
  ['src/courses/course.module.ts', 'src/catalogue/catalogue.ts'],
  ['src/progress/progress.service.ts', 'src/courses/index.ts'],
  ['src/catalogue/catalogue.ts', 'src/cache/tier.ts'],
  ['src/cache/tier.ts', 'src/common/errors.ts'],
  ['src/warming/warm.ts', 'src/courses/course.service.ts'],
  ['src/app.module.ts', 'src/health/health.ts'],
  ['src/import/cli.ts', 'src/app.module.ts'],
  ['src/auth/cli/create-admin.ts', 'src/app.module.ts'],
  ['src/users/user.spec.ts', 'test/support/builder.ts'],
  ['src/users/settings.ts', 'config/env.ts'],
];

/** What the imports of packages say in the source. */
const PACKAGES: Readonly<Record<string, string>> = {
  'node_modules/mongoose/index.js': 'mongoose',
  'node_modules/jest/build/index.js': 'jest',
  'node_modules/acorn/dist/acorn.js': 'acorn',
};

const ROOT = process.cwd();

function specifier(from: string, to: string): string {
  if (to.startsWith('.')) return to;
  return PACKAGES[to] ?? `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.ts$/, '.js')}`;
}

describe('the direction of dependencies', () => {
  let folder: string;
  let found: Set<string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'direction-'));
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(ROOT, name), join(folder, name));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));

    const lines = new Map<string, string[]>();
    const edges = [
      ...BROKEN.map(({ from, to }) => [from, to] as const),
      ...SOUND,
      ['src/courses/b.ts', 'src/courses/a.ts'] as const,
    ];
    for (const [from, to] of edges) {
      lines.set(from, [...(lines.get(from) ?? []), `import '${specifier(from, to)}';`]);
      if (to.endsWith('.ts') && !lines.has(to)) lines.set(to, []);
    }
    for (const [path, imports] of lines) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), [...imports, 'export {};', ''].join('\n'));
    }

    const run = spawnSync(
      join(ROOT, 'node_modules/.bin/depcruise'),
      ['--config', '.dependency-cruiser.cjs', '-T', 'json', 'config', 'src', 'test'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    const report = JSON.parse(run.stdout) as {
      summary: { violations: readonly { from: string; rule: { name: string } }[] };
    };
    found = new Set(report.summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`));
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(BROKEN)('$rule refuses that $from imports $to', ({ rule, from }) => {
    expect(found).toContain(`${rule}: ${from}`);
  });

  it.each(SOUND)('lets %s import %s', (from) => {
    expect([...found].filter((violation) => violation.endsWith(`: ${from}`))).toEqual([]);
  });

  it('has a broken import for every rule', () => {
    const { forbidden } = createRequire(join(ROOT, 'package.json'))('./.dependency-cruiser.cjs') as {
      forbidden: readonly { name: string }[];
    };
    expect(new Set(BROKEN.map(({ rule }) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});
