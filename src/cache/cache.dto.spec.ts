import { readFileSync } from 'node:fs';
import { EntryReportSchema } from './cache.dto.js';

describe('the verdict on an entry', () => {
  it('is one of those that docs/operations.md explains', () => {
    const [text = ''] = /^`good` is served;[^]*?\n\n/m.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
    const explained = [...text.matchAll(/(?:^|;\s)`(\w+)`/g)].map(([, name]) => name);
    expect([...EntryReportSchema.shape.verdict.options].sort()).toEqual(explained.sort());
  });
});
