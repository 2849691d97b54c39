import { writeOuladFolder, type OuladLines } from '../../../test/support/oulad-fixture.js';
import { RowFaults } from '../csv/row-faults.js';
import { mapCourse } from './map-course.js';
import { PeopleMapper } from './map-people.js';
import { readOulad } from './read-oulad.js';

async function mapPeople(changes: OuladLines = {}): Promise<PeopleMapper> {
  const folder = await writeOuladFolder(changes);
  const faults = new RowFaults({ tell: () => undefined, strict: true });
  try {
    const set = await readOulad(folder.dir, { faults });
    return new PeopleMapper(set, set.courses.map(mapCourse));
  } finally {
    await folder.remove();
  }
}

describe('people of OULAD', () => {
  it('become students who cannot sign in, one a person, without anything about the person', async () => {
    const users = [...(await mapPeople()).users()];
    expect(users.map(({ email }) => email)).toEqual(
      [11, 12, 13, 14].map((key) => `student-${key}@oulad.invalid`),
    );
    expect(users[2]).toEqual({
      _id: expect.anything(),
      email: 'student-13@oulad.invalid',
      password_hash: null,
      display_name: 'Student 13',
      role: 'student',
      disabled: false,
      token_version: 0,
      timezone: 'UTC',
      created_at: new Date('2013-10-21T00:00:00Z'),
      updated_at: new Date('2013-10-21T00:00:00Z'),
    });
  });

  it('are enrolled so many days from the start, or at the start where that is not recorded', async () => {
    const enrollments = [...(await mapPeople()).enrollments()];
    expect(enrollments.map(({ enrolled_at }) => enrolled_at.toISOString().slice(0, 10))).toEqual([
      '2013-04-25',
      '2013-08-09',
      '2013-10-21',
      '2014-01-22',
      '2014-02-01',
    ]);
  });

  it('have completed a course when every required lesson is done, as of the last one', async () => {
    const [done, , begun] = [...(await mapPeople()).enrollments()];
    expect(done).toMatchObject({
      status: 'completed',
      completed_at: new Date('2014-05-19T12:00:00Z'),
      last_accessed_at: new Date('2014-05-19T12:00:00Z'),
    });
    expect(done?.completed.map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
      '2013-10-19',
      '2013-11-23',
      '2014-05-19',
    ]);
    // Registered 20 days in, one day after the submission: the enrolment is the later event.
    expect(begun).toMatchObject({
      status: 'active',
      completed_at: null,
      last_accessed_at: new Date('2013-10-21T00:00:00Z'),
    });
  });

  it('have dropped a course when a date of leaving is recorded, whatever they had done', async () => {
    const [, left] = [...(await mapPeople()).enrollments()];
    expect(left).toMatchObject({
      status: 'dropped',
      dropped_at: new Date('2013-10-13T00:00:00Z'),
      completed_at: null,
    });
    const header = 'code_module,code_presentation,id_student,date_registration,date_unregistration';
    const people = await mapPeople({
      'studentRegistration.csv': [header, 'AAA,2013J,11,0,240'],
      'studentAssessment.csv': [
        'id_assessment,id_student,date_submitted',
        '101,11,1',
        '102,11,2',
        '103,11,3',
      ],
    });
    expect([...people.enrollments()]).toMatchObject([
      { status: 'dropped', completed_at: new Date('2013-10-04T12:00:00Z') },
    ]);
  });

  it('complete a lesson at noon of the day of the submission', async () => {
    const people = await mapPeople();
    const completions = [...people.completions()];
    expect(completions.map(({ at }) => at.toISOString())).toEqual([
      '2013-10-19T12:00:00.000Z',
      '2014-05-19T12:00:00.000Z',
      '2013-11-23T12:00:00.000Z',
      '2013-09-30T12:00:00.000Z',
      '2013-10-20T12:00:00.000Z',
      '2014-02-13T12:00:00.000Z',
    ]);
    const [first] = completions;
    expect(first?._id).toBe(
      `${String(first?.user_id)}:${String(first?.course_id)}:${String(first?.lesson_id)}`,
    );
  });

  it('hold in their enrolments what the completions hold', async () => {
    const people = await mapPeople();
    const inEnrollments = [...people.enrollments()].flatMap(({ _id, completed }) =>
      completed.map(({ lesson_id, at }) => `${_id}:${lesson_id.toHexString()} ${at.toISOString()}`),
    );
    const asRows = [...people.completions()].map(({ _id, at }) => `${_id} ${at.toISOString()}`);
    expect(inEnrollments.toSorted()).toEqual(asRows.toSorted());
  });
});
