import { z } from 'zod';

/** The Open University writes `?`, other editions of the files nothing at all. */
const NOT_RECORDED: readonly string[] = ['', '?'];

/** No presentation has days further than this from its start; more is damage. */
const MOST_DAYS = 10_000;

const number = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** Days since the presentation's start. */
const day = number(-MOST_DAYS, MOST_DAYS);
/** Null where it was not recorded. */
const dayIfRecorded = z.string().transform((text, context) => {
  if (NOT_RECORDED.includes(text)) return null;
  const parsed = day.safeParse(text);
  if (parsed.success) return parsed.data;
  context.issues.push({
    code: 'custom',
    message: parsed.error.issues[0]?.message ?? 'expected a day',
    input: text,
  });
  return z.NEVER;
});
const key = number(0, Number.MAX_SAFE_INTEGER);
const word = z.string().regex(/^[\w -]{1,40}$/, 'expected a short name');

const course = {
  code_module: word,
  code_presentation: z.string().regex(/^\d{4}[BJ]$/, 'expected a year and B or J'),
};

/** courses.csv: one presentation of a module. */
export const CourseRow = z.object(course);

/** assessments.csv: something to hand in. */
export const AssessmentRow = z.object({
  ...course,
  id_assessment: key,
  assessment_type: word,
  date: dayIfRecorded,
});

/** vle.csv: a page of the virtual learning environment. */
export const MaterialRow = z.object({
  ...course,
  id_site: key,
  activity_type: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'expected a lower-case word'),
});

/** studentInfo.csv: a person in a presentation. Demographic columns are never read. */
export const StudentRow = z.object({ ...course, id_student: key });

/** studentRegistration.csv */
export const RegistrationRow = z.object({
  ...course,
  id_student: key,
  date_registration: dayIfRecorded,
  date_unregistration: dayIfRecorded,
});

/** studentAssessment.csv; its `score`, where there is one, is not kept. */
export const SubmissionRow = z.object({ id_assessment: key, id_student: key, date_submitted: day });

/** The files of a set, in the order in which rows refer to one another. */
export const OULAD_FILES = [
  'courses.csv',
  'assessments.csv',
  'vle.csv',
  'studentInfo.csv',
  'studentRegistration.csv',
  'studentAssessment.csv',
] as const;
export type OuladFile = (typeof OULAD_FILES)[number];
