import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { USER, type User } from '../../src/users/user.schema.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  createAdmin,
  createInstructor,
  createStudent,
  TEST_PASSWORD,
  type Person,
} from '../support/people.js';

interface UserPage {
  readonly items: { readonly id: string; readonly email: string; readonly role: string }[];
  readonly page: number;
  readonly total: number;
  readonly total_pages: number;
}

const UNKNOWN = 'f'.repeat(24);
let test: TestApp;
let admin: Person;

const users = () => test.connection.model<User>(USER);
const login = (email: string) =>
  test.client.post<{ access_token: string; refresh_token: string }>('/auth/login', {
    email,
    password: TEST_PASSWORD,
  });

beforeAll(async () => {
  test = await startTestApp('users');
});
afterAll(async () => {
  await test.stop();
});

describe('listing users', () => {
  const list = (query: string) => admin.client.get<UserPage>(`/users?${query}`);
  const found = async (q: string) =>
    (await list(`q=${encodeURIComponent(q)}`)).body.items.map(({ email }) => email).toSorted();

  beforeAll(async () => {
    await users().deleteMany({});
    admin = await createAdmin(test, { email: 'root@example.com', display_name: 'Root' });
    await createInstructor(test, { email: 'ada@example.com', display_name: 'Ada Lovelace' });
    await createStudent(test, { email: 'adam@example.com', display_name: 'Jürgen .*' });
    await createStudent(test, { email: 'zoe@example.com', display_name: 'Adaline' });
  });

  it('shows an administrator everyone, newest first, and no secrets', async () => {
    const answer = await list('');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ page: 1, page_size: 12, total: 4, total_pages: 1 });
    expect(answer.body.items[0]).toEqual({
      id: expect.any(String),
      email: 'zoe@example.com',
      display_name: 'Adaline',
      role: 'student',
      disabled: false,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(answer.text).not.toContain('argon2');
  });

  it('finds by role', async () => {
    expect((await list('role=instructor')).body.items.map(({ email }) => email)).toEqual(['ada@example.com']);
  });

  it('finds by how an address or a name begins, without minding case or accents', async () => {
    expect(await found('ADA')).toEqual(['ada@example.com', 'adam@example.com', 'zoe@example.com']);
    expect(await found('ada@')).toEqual(['ada@example.com']);
    expect(await found('jurg')).toEqual(['adam@example.com']);
  });

  it('takes what looks like a pattern for what it is', async () => {
    expect(await found('.*')).toEqual([]);
    expect(await found('^a')).toEqual([]);
    expect(await found('(((((')).toEqual([]);
    expect(await found('Jürgen .*')).toEqual(['adam@example.com']);
  });

  it('pages, and a page past the end is empty', async () => {
    const second = await list('page=2&page_size=3');
    expect(second.body).toMatchObject({ page: 2, total: 4, total_pages: 2 });
    expect(second.body.items).toHaveLength(1);
    expect((await list('page=9')).body.items).toEqual([]);
  });

  it('searches by an index, not by reading everyone', async () => {
    const plan = await users()
      .find({
        $or: [{ email: { $gte: 'a', $lt: 'a\uffff' } }, { display_name: { $gte: 'a', $lt: 'a\uffff' } }],
      })
      .collation({ locale: 'en', strength: 1 })
      .explain();
    expect(JSON.stringify(plan)).toContain('display_name_search');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });

  it.each(['role=king', 'page=0', 'page_size=101', 'q=', 'sort=email'])('refuses %s', async (query) => {
    expect((await list(query)).status).toBe(400);
  });

  it('is for administrators', async () => {
    expect((await test.client.get('/users')).status).toBe(401);
    for (const person of [await createStudent(test), await createInstructor(test)])
      expect((await person.client.get('/users')).status).toBe(403);
  });
});

describe('changing a user', () => {
  beforeEach(async () => {
    await users().deleteMany({});
    admin = await createAdmin(test);
  });

  it('changes the role, and answers with the user', async () => {
    const { id, email, display_name } = await createStudent(test);
    const answer = await admin.client.patch(`/users/${id.toUpperCase()}`, { role: 'instructor' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, email, display_name, role: 'instructor', disabled: false });
  });

  it('lets the role take effect with the next request of a token given before', async () => {
    const { id, email } = await createStudent(test);
    const session = (await login(email)).body;
    const client = test.client.as(session);
    const write = async () => (await client.post('/courses', { title: 'Of my own' })).status;
    expect(await write()).toBe(403);
    await admin.client.patch(`/users/${id}`, { role: 'instructor' });
    expect(await write()).toBe(201);
    await admin.client.patch(`/users/${id}`, { role: 'student' });
    expect(await write()).toBe(403);
    const { refresh_token } = session;
    expect((await test.client.post('/auth/refresh', { refresh_token })).status).toBe(200);
  });

  it('ends all sessions of an account that is disabled', async () => {
    const { id, email } = await createStudent(test);
    const session = (await login(email)).body;
    expect((await test.client.as(session).get('/auth/me')).status).toBe(200);
    expect((await admin.client.patch(`/users/${id}`, { disabled: true })).status).toBe(200);
    expect((await test.client.as(session).get('/auth/me')).status).toBe(401);
    const { refresh_token } = session;
    expect((await test.client.post('/auth/refresh', { refresh_token })).status).toBe(401);
  });

  it('ends no session when nothing changes', async () => {
    const student = await createStudent(test);
    const answer = await admin.client.patch(`/users/${student.id}`, { role: 'student', disabled: false });
    expect(answer.status).toBe(200);
    expect((await student.client.get('/auth/me')).status).toBe(200);
  });

  it('enables an account again, which then signs in anew', async () => {
    const { id, email } = await createStudent(test);
    await admin.client.patch(`/users/${id}`, { disabled: true });
    expect((await login(email)).status).toBe(401);
    await admin.client.patch(`/users/${id}`, { disabled: false });
    const session = await login(email);
    expect(session.status).toBe(200);
    expect((await test.client.as(session.body).get('/auth/me')).status).toBe(200);
  });

  it.each([{ role: 'student' }, { disabled: true }])(
    'keeps the last administrator from %j',
    async (change) => {
      await createAdmin(test, { disabled: true });
      expect((await admin.client.patch(`/users/${admin.id}`, change)).status).toBe(409);
      const second = await createAdmin(test);
      expect((await admin.client.patch(`/users/${admin.id}`, change)).status).toBe(200);
      expect((await second.client.patch(`/users/${second.id}`, change)).status).toBe(409);
    },
  );

  it('keeps one of two administrators who demote each other at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      await users().deleteMany({});
      const [one, other] = [await createAdmin(test), await createAdmin(test)];
      await Promise.all([
        one.client.patch(`/users/${other.id}`, { role: 'student' }),
        other.client.patch(`/users/${one.id}`, { role: 'student' }),
      ]);
      expect(await users().countDocuments({ role: 'admin' })).toBe(1);
    }
  });

  it('says what does not fit', async () => {
    const { id } = await createStudent(test);
    const change = (to: string, body: unknown) => admin.client.patch(`/users/${to}`, body);
    expect((await change('nonsense', { disabled: true })).status).toBe(400);
    expect((await change(id, {})).status).toBe(400);
    expect((await change(id, { role: 'king' })).status).toBe(400);
    expect((await change(id, { email: 'new@example.com' })).status).toBe(400);
    expect((await change(UNKNOWN, { disabled: true })).status).toBe(404);
  });

  it('is for administrators, oneself included', async () => {
    const student = await createStudent(test);
    expect((await test.client.patch(`/users/${student.id}`, { role: 'admin' })).status).toBe(401);
    expect((await student.client.patch(`/users/${student.id}`, { role: 'admin' })).status).toBe(403);
  });
});
