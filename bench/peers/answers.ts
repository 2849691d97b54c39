import { readFileSync, writeFileSync } from 'node:fs';

/** What the product answered to a path, for others to answer with the same bytes. */
export interface StoredAnswer {
  readonly body: string;
  readonly etag: string;
}

export type StoredAnswers = Readonly<Record<string, StoredAnswer>>;

/** What each peer answers `READY_PATH` with, so that it can be seen to listen. */
export const READY: StoredAnswer = { body: '{"ready":true}', etag: '"ready"' };
export const READY_PATH = '/ready';

export function writeAnswers(file: string, answers: StoredAnswers): void {
  writeFileSync(file, JSON.stringify({ ...answers, [READY_PATH]: READY }));
}

/** In a peer's process. */
export function readAnswers(): ReadonlyMap<string, StoredAnswer> {
  const file = readPeerSetting('BENCH_ANSWERS');
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as StoredAnswers));
}

export function readPeerSetting(name: 'BENCH_ANSWERS' | 'BENCH_VARIANT' | 'PORT'): string {
  // oxlint-disable-next-line node/no-process-env -- a peer is a program of its own; this is how it is told what to do
  return process.env[name] ?? '';
}
