import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Samples } from '../measure/samples.js';
import { drawCharts } from './charts.js';
import type { Table } from './print.js';

const PAGE = 'docs/performance.md';
const CHARTS = 'performance';
const BEGIN = '<!-- measured: begin; written by npm run bench -- --record -->';
const END = '<!-- measured: end -->';

/** Puts a run's figures into docs/performance.md, between its markers, and its charts beside it. */
export async function writePage(
  samples: Samples,
  circumstances: string,
  tables: readonly Table[],
): Promise<void> {
  const charts = drawCharts(samples);
  const folder = join('docs', CHARTS);
  mkdirSync(folder, { recursive: true });
  for (const { name, svg } of charts) writeFileSync(join(folder, `${name}.svg`), `${svg}\n`);
  const pictures = charts.map(({ name, title }) => `![${title}](${CHARTS}/${name}.svg)`);
  const measured = [circumstances, ...tables.map(toMarkdown), '### Charts', ...pictures].join('\n\n');
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} has lost its markers`);
  const whole = `${page.slice(0, begin + BEGIN.length)}\n\n${measured}\n\n${page.slice(end)}`;
  writeFileSync(PAGE, await format(whole, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

function toMarkdown({ title, rows, note }: Table): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 ? '---' : '--:')));
  const heading = `### ${title[0]?.toUpperCase()}${title.slice(1)}`;
  const below = note === undefined ? [] : ['', note];
  return [heading, '', line(head), rule, ...body.map(line), ...below].join('\n');
}
