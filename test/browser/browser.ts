import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { makeTestDir } from '../support/servers.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** As root and without a screen, and quiet: nothing is asked of anybody but the page's own server. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium on the PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

/** A browser with a profile of its own that nobody used before. The suite closes it. */
export async function openBrowser(executablePath: string): Promise<BrowserContext> {
  return await chromium.launchPersistentContext(makeTestDir('chromium'), {
    executablePath,
    args: FLAGS,
    headless: true,
    viewport: { width: 1_280, height: 900 },
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
