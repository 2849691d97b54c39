import { Samples } from '../measure/samples.js';
import { tabulateClaims } from './claims.js';

/** The row of a claim: claimed, measured, verdict. */
function row(what: RegExp, figures: Readonly<Record<string, number>>): readonly string[] {
  const samples = new Samples();
  samples.addAll('workloads', figures);
  return tabulateClaims(samples)
    .rows.filter(([text = '']) => what.test(text))
    .flatMap((cells) => cells.slice(1, 4));
}

describe('what the specification claims', () => {
  it('is reached, missed, or not measured', () => {
    expect(tabulateClaims(new Samples()).rows[0]).toEqual(['', 'claimed', 'measured', '', 'command']);
    expect(row(/^users/, { 'browse_08/on/per_second': 4_500, 'browse_08/off/per_second': 1_000 })).toEqual([
      '15×',
      '4.5× (browse_08)',
      'MISSED',
    ]);
    expect(row(/^users/, { 'browse_08/on/per_second': 15_000, 'browse_08/off/per_second': 1_000 })[2]).toBe(
      'reached',
    );
    expect(row(/^users/, {}).slice(1)).toEqual(['–', '–']);
  });

  it('is held against every workload where it is said of all operations', () => {
    const hits = {
      'browse_08/on/hit_ratio': 0.995,
      'browse_08/on/hit_ratio/courses': 0.5,
      'study/on/hit_ratio': 0.971,
      'study/off/hit_ratio': 0,
    };
    expect(row(/^hits/, hits)).toEqual(['92 %', '97.1 % (study) to 99.5 % (browse_08)', 'reached']);
    expect(row(/^hits/, { ...hits, 'replay/on/hit_ratio': 0.76 })).toEqual([
      '92 %',
      '76 % (replay) to 99.5 % (browse_08)',
      'MISSED in replay',
    ]);
    expect(row(/^fewer/, { 'browse_08/mongo_reads_saved': 0.95, 'calm/mongo_reads_saved': 0.7 })[2]).toBe(
      'MISSED in calm',
    );
  });

  it('counts a workload at a fixed rate for no throughput', () => {
    const paced = { 'calm/on/per_second': 60, 'calm/off/per_second': 60 };
    expect(row(/^users/, paced).slice(1)).toEqual(['–', '–']);
  });

  it('is no goal where it is what the product stands on', () => {
    const samples = new Samples();
    samples.add('engine/miss/query_alone/us', 225);
    const found = tabulateClaims(samples).rows.find(([text = '']) => text.startsWith('the database'));
    expect(found?.slice(1, 4)).toEqual(['20–50 ms', '0.225 ms', 'no goal']);
  });
});
