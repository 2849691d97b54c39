import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lines of each file, the header first. */
export type OuladLines = Record<string, readonly string[]>;

/**
 * Two presentations and four students, quoted here and there as the real files are. Student 11 has
 * done all of AAA 2013J, 12 has left it, 13 is in both, 14 has only registered, without a date.
 */
export const SMALL_SET = {
  'courses.csv': [
    '"code_module","code_presentation","module_presentation_length"',
    '"AAA","2013J","268"',
    '"BBB","2014B","240"',
  ],
  'assessments.csv': [
    '"code_module","code_presentation","id_assessment","assessment_type","date","weight"',
    '"AAA","2013J","103","Exam","?","100"',
    '"AAA","2013J","102","TMA","54","20"',
    '"AAA","2013J","101","TMA","19","10"',
    '"BBB","2014B","202","CMA","","1"',
    '"BBB","2014B","201","CMA","12","1"',
  ],
  'vle.csv': [
    '"id_site","code_module","code_presentation","activity_type","week_from","week_to"',
    '"902","AAA","2013J","resource","?","?"',
    '"903","AAA","2013J","forumng","?","?"',
    '"901","AAA","2013J","resource","1","2"',
  ],
  'studentInfo.csv': [
    '"code_module","code_presentation","id_student","gender","final_result"',
    '"AAA","2013J","11","M","Pass"',
    '"AAA","2013J","12","F","Withdrawn"',
    '"AAA","2013J","13","F","Pass"',
    '"BBB","2014B","13","F","Pass"',
    '"BBB","2014B","14","M","Fail"',
  ],
  'studentRegistration.csv': [
    '"code_module","code_presentation","id_student","date_registration","date_unregistration"',
    '"AAA","2013J","11","-159","?"',
    '"AAA","2013J","12","-53","12"',
    '"AAA","2013J","13","20",""',
    '"BBB","2014B","13","-10","?"',
    '"BBB","2014B","14","?","?"',
  ],
  'studentAssessment.csv': [
    'id_assessment,id_student,date_submitted,is_banked',
    '101,11,18,0',
    '103,11,230,0',
    '102,11,53,0',
    '101,12,-1,1',
    '101,13,19,0',
    '201,13,12,0',
  ],
} as const satisfies OuladLines;

/** A folder with a set of files, to be removed by `remove`. */
export interface OuladFolder {
  readonly dir: string;
  remove(): Promise<void>;
}

/** Writes `SMALL_SET` to a folder of its own; `changes` replace whole files, an empty one leaves the file out. */
export async function writeOuladFolder(changes: OuladLines = {}): Promise<OuladFolder> {
  const dir = await mkdtemp(join(tmpdir(), 'tiercel-oulad-'));
  for (const [file, lines] of Object.entries<readonly string[]>({ ...SMALL_SET, ...changes }))
    if (lines.length > 0) await writeFile(join(dir, file), `${lines.join('\n')}\n`);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
