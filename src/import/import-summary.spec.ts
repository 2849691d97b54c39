import { describeSummary } from './import-summary.js';

const loaded = new Map([
  ['courses', { added: 22, present: 0 }],
  ['completions', { added: 173_912, present: 1_200 }],
]);

describe('the summary of an import', () => {
  it('is a table of what is new and what was there', () => {
    expect(describeSummary({ loaded, amended: 0, malformed: 0 })).toEqual([
      '                 new  already there',
      'courses           22              0',
      'completions  173,912          1,200',
      'malformed rows: 0',
    ]);
  });

  it('says how many enrolments got something new, if any did', () => {
    expect(describeSummary({ loaded, amended: 1_234, malformed: 5 }).slice(-2)).toEqual([
      'enrolments with something new: 1,234',
      'malformed rows: 5',
    ]);
  });
});
