import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedMongo } from '../../src/embedded/embedded-mongo.js';
import { USER, type User } from '../../src/users/user.schema.js';
import { startTestApp, type Instance, type TestApp } from '../support/app.js';
import { createOpenCourse } from '../support/courses.js';
import { eventually } from '../support/eventually.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';
import { Program } from '../support/program.js';
import { startMongoForSuite } from '../support/servers.js';
import { TestClient } from '../support/test-client.js';

/** `CACHE_STALENESS_MS`: the bound on everything here, though all but the kill takes milliseconds. */
const PROMISE_MS = 10_000;

let mongo: EmbeddedMongo;
let test: TestApp;
let other: Instance;
let admin: Person;
let program: Program;
/** The same product as another process. */
let elsewhere: string;

beforeAll(async () => {
  mongo = await startMongoForSuite();
  test = await startTestApp('sessions', { MONGO_URI: mongo.uri });
  other = await test.startInstance();
  [program, elsewhere] = await startProgram();
  admin = await createAdmin(test);
}, 60_000);
afterAll(async () => {
  program.signal('SIGKILL');
  await program.end();
  await test.stop();
  await mongo.stop();
});

async function startProgram(): Promise<[Program, string]> {
  const started = Program.run('src/main.ts', { ...test.env, LOG_LEVEL: 'info' });
  const [, url = ''] = await started.waitFor(/listens on ([^\s"]+)/);
  return [started, url];
}

/** What an instance answers to something that only instructors may do, and that changes nothing. */
async function statusOn(url: string, person: Person): Promise<number> {
  return (await new TestClient(url).as(person).post('/courses', {})).status;
}

const everywhere = () => [test.url, other.url, elsewhere];

/** What all instances answer once they answer `status`, or when the promise is broken. */
async function everywhereOnce(person: Person, status: number): Promise<number[]> {
  await Promise.all(
    everywhere().map((url) =>
      eventually(
        `${url} answers ${status}`,
        async () => (await statusOn(url, person)) === status,
        PROMISE_MS,
      ),
    ),
  );
  return Promise.all(everywhere().map((url) => statusOn(url, person)));
}

/** An instructor whom every instance has in its memory. */
async function knownInstructor(): Promise<Person> {
  const person = await createInstructor(test);
  await everywhereOnce(person, 400);
  return person;
}

async function change(person: Person, to: object, through = new TestClient(other.url)): Promise<void> {
  const { status } = await through.as(admin).patch(`/users/${person.id}`, to);
  expect(status).toBe(200);
}

describe('a session that an administrator changes', () => {
  it('has its new role on every instance, another process included, while its token lives on', async () => {
    const person = await knownInstructor();
    await change(person, { role: 'student' });
    expect(await everywhereOnce(person, 403)).toEqual([403, 403, 403]);
    await change(person, { role: 'instructor' });
    expect(await everywhereOnce(person, 400)).toEqual([400, 400, 400]);
  });

  it('is over on every instance when the account is disabled', async () => {
    const person = await knownInstructor();
    await change(person, { disabled: true });
    expect(await everywhereOnce(person, 401)).toEqual([401, 401, 401]);
  });

  it('changes everywhere when the instance that wrote it is killed at once', async () => {
    const [writer, url] = await startProgram();
    const person = await knownInstructor();
    const answer = new TestClient(url)
      .as(admin)
      .patch(`/users/${person.id}`, { role: 'student' })
      .catch(() => 'gone with the writer');
    const role = async () => (await test.connection.model<User>(USER).findById(person.id).lean<User>())?.role;
    await eventually('it is committed', async () => (await role()) === 'student');
    writer.signal('SIGKILL');
    await Promise.all([writer.end(), answer]);
    expect(await everywhereOnce(person, 403)).toEqual([403, 403, 403]);
  }, 60_000);

  it('changes everywhere while Redis is frozen', async () => {
    const person = await knownInstructor();
    test.redis.signal('SIGSTOP');
    try {
      await change(person, { role: 'student' });
      expect(await everywhereOnce(person, 403)).toEqual([403, 403, 403]);
      await change(person, { disabled: true });
      expect(await everywhereOnce(person, 401)).toEqual([401, 401, 401]);
    } finally {
      test.redis.signal('SIGCONT');
    }
  });
});

describe('while MongoDB is away', () => {
  it('rights are not guessed once they can no longer be proved; the catalogue answers', async () => {
    const quick = await test.startInstance({ CACHE_STALENESS_MS: '1000' });
    const person = await knownInstructor();
    const course = await createOpenCourse(person, [['Only']]);
    const client = quick.client.as(person);
    expect((await client.get('/auth/me')).status).toBe(200);
    expect((await quick.client.get(`/courses/${course.id}`)).status).toBe(200);
    for (const member of mongo.members) member.signal('SIGSTOP');
    try {
      await eventually(
        'it says that it cannot tell',
        async () => (await client.get(`/users/me/progress/${course.id}`)).status === 503,
        20_000,
      );
      const refused = await client.post('/courses', {});
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await quick.client.get(`/courses/${course.id}`)).status).toBe(200);
    } finally {
      for (const member of mongo.members) member.signal('SIGCONT');
    }
    await eventually('it answers again', async () => (await client.get('/auth/me')).status === 200, 20_000);
  }, 90_000);
});
