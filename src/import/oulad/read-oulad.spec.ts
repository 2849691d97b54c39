import { SMALL_SET, writeOuladFolder, type OuladLines } from '../../../test/support/oulad-fixture.js';
import { RowFaults } from '../csv/row-faults.js';
import { ImportError } from '../import.errors.js';
import { measureFiles } from './oulad-files.js';
import type { OuladSet } from './oulad-set.js';
import { readOulad } from './read-oulad.js';

async function read(changes: OuladLines = {}, strict = false): Promise<{ set: OuladSet; told: string[] }> {
  const folder = await writeOuladFolder(changes);
  const told: string[] = [];
  const faults = new RowFaults({ tell: (line) => told.push(line), strict });
  try {
    return { set: await readOulad(folder.dir, { faults }), told };
  } finally {
    await folder.remove();
  }
}

describe('reading an OULAD folder', () => {
  it('joins the six files', async () => {
    const { set, told } = await read();
    expect(told).toEqual([]);
    expect(set).toEqual({
      courses: [
        {
          module: 'AAA',
          presentation: '2013J',
          assessments: [
            { id: 103, type: 'Exam', day: null },
            { id: 102, type: 'TMA', day: 54 },
            { id: 101, type: 'TMA', day: 19 },
          ],
          materials: [
            { id: 902, type: 'resource' },
            { id: 903, type: 'forumng' },
            { id: 901, type: 'resource' },
          ],
        },
        {
          module: 'BBB',
          presentation: '2014B',
          assessments: [
            { id: 202, type: 'CMA', day: null },
            { id: 201, type: 'CMA', day: 12 },
          ],
          materials: [],
        },
      ],
      students: [11, 12, 13, 14],
      enrollments: {
        student: [0, 1, 2, 2, 3],
        course: [0, 0, 0, 1, 1],
        registered: [-159, -53, 20, -10, null],
        unregistered: [null, 12, null, null, null],
      },
      completions: {
        enrollment: [0, 0, 0, 1, 2, 3],
        assessment: [101, 103, 102, 101, 101, 201],
        day: [18, 230, 53, -1, 19, 12],
      },
    });
  });

  it('takes submissions with and without a score', async () => {
    const scored = SMALL_SET['studentAssessment.csv'].map(
      (line, at) => `${line},${at === 0 ? 'score' : '78'}`,
    );
    const { set, told } = await read({ 'studentAssessment.csv': scored });
    expect(told).toEqual([]);
    expect(set.completions.day).toEqual([18, 230, 53, -1, 19, 12]);
  });

  it('tells rows that refer to nothing, and rows that repeat another', async () => {
    const { set, told } = await read({
      'courses.csv': [...SMALL_SET['courses.csv'], 'AAA,2013J,268'],
      'assessments.csv': [...SMALL_SET['assessments.csv'], 'CCC,2013J,301,TMA,5,1', 'BBB,2014B,101,TMA,5,1'],
      'vle.csv': [...SMALL_SET['vle.csv'], '999,AAA,2014J,page,?,?', '901,AAA,2013J,page,?,?'],
      'studentInfo.csv': [...SMALL_SET['studentInfo.csv'], 'AAA,2015J,15,M,Pass', 'AAA,2013J,11,M,Pass'],
      'studentRegistration.csv': [
        ...SMALL_SET['studentRegistration.csv'],
        'AAA,2013J,15,1,?',
        'AAA,2016B,11,1,?',
        'AAA,2013J,11,1,?',
      ],
      'studentAssessment.csv': [
        ...SMALL_SET['studentAssessment.csv'],
        '999,11,1,0',
        '101,99,1,0',
        '101,14,1,0',
        '101,11,19,0',
      ],
    });
    expect(told).toEqual([
      'courses.csv:4: repeats course AAA 2013J',
      'assessments.csv:7: no course CCC 2013J',
      'assessments.csv:8: repeats assessment 101',
      'vle.csv:5: no course AAA 2014J',
      'vle.csv:6: repeats site 901',
      'studentInfo.csv:7: no course AAA 2015J',
      'studentInfo.csv:8: repeats student 11 in AAA 2013J',
      'studentRegistration.csv:7: no student 15',
      'studentRegistration.csv:8: no course AAA 2016B',
      'studentRegistration.csv:9: repeats student 11 in AAA 2013J',
      'studentAssessment.csv:8: no assessment 999',
      'studentAssessment.csv:9: no student 99',
      'studentAssessment.csv:10: student 14 is not registered where assessment 101 is',
      'studentAssessment.csv:11: repeats assessment 101 of student 11',
    ]);
    expect(set.enrollments.student).toHaveLength(5);
    expect(set.completions.day).toHaveLength(6);
  });

  it('tells fields that are not what they should be', async () => {
    const { told } = await read({
      'courses.csv': [...SMALL_SET['courses.csv'], 'CCC,2013X,1', '?,2013J,1'],
      'studentRegistration.csv': [...SMALL_SET['studentRegistration.csv'], 'AAA,2013J,14,soon,99999'],
      'studentAssessment.csv': [
        ...SMALL_SET['studentAssessment.csv'],
        '102,13,?,0',
        '102,13,1.5,0',
        '-3,13,1,0',
      ],
    });
    expect(told).toEqual([
      'courses.csv:4: code_presentation: expected a year and B or J',
      'courses.csv:5: code_module: expected a short name',
      expect.stringMatching(
        /^studentRegistration.csv:7: date_registration: expected a whole number; date_unregistration: /,
      ),
      'studentAssessment.csv:8: date_submitted: expected a whole number',
      'studentAssessment.csv:9: date_submitted: expected a whole number',
      expect.stringMatching(/^studentAssessment.csv:10: id_assessment: /),
    ]);
  });

  it('stops a strict run at the first row of that kind', async () => {
    const damaged = { 'assessments.csv': [...SMALL_SET['assessments.csv'], 'AAA,2013J,x,TMA,1,1'] };
    await expect(read(damaged, true)).rejects.toThrow(
      'assessments.csv:7: id_assessment: expected a whole number',
    );
  });
});

describe('measuring an OULAD folder', () => {
  it('names every file that is missing', async () => {
    const folder = await writeOuladFolder({ 'vle.csv': [], 'studentInfo.csv': [] });
    await expect(measureFiles(folder.dir)).rejects.toThrow(
      new ImportError(`missing in ${folder.dir}: vle.csv, studentInfo.csv; nothing was written`),
    );
    await folder.remove();
  });

  it('adds the sizes up', async () => {
    const folder = await writeOuladFolder();
    const lines: readonly string[] = Object.values(SMALL_SET).flat();
    expect(await measureFiles(folder.dir)).toBe(lines.reduce((sum, line) => sum + line.length + 1, 0));
    await folder.remove();
  });
});
