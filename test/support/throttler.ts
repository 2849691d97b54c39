/**
 * Stands in for the import of `@nestjs/throttler` under jest (see `moduleNameMapper`), and is that package.
 *
 * It is CommonJS and requires Nest, which is ES modules only. Node does that; jest does it from Node 24.9 on
 * only. So its files are evaluated here, with the very modules that the tests import.
 */
import * as common from '@nestjs/common';
import * as core from '@nestjs/core';
import type * as throttler from '@nestjs/throttler';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const ownRequire = createRequire(import.meta.url);
const imported: Readonly<Record<string, unknown>> = { '@nestjs/common': common, '@nestjs/core': core };
const loaded = new Map<string, { exports: unknown }>();

function load(path: string): unknown {
  const known = loaded.get(path);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(path, module);
  const requireFrom = (name: string): unknown =>
    name.startsWith('.') ? load(`${join(dirname(path), name)}.js`) : (imported[name] ?? ownRequire(name));
  // oxlint-disable-next-line no-new-func -- that is what loading CommonJS is
  new Function('module', 'exports', 'require', readFileSync(path, 'utf8'))(
    module,
    module.exports,
    requireFrom,
  );
  return module.exports;
}

const main = join(dirname(ownRequire.resolve('@nestjs/throttler/package.json')), 'dist', 'index.js');

export const { SkipThrottle, Throttle, ThrottlerGuard, ThrottlerModule } = load(main) as typeof throttler;
