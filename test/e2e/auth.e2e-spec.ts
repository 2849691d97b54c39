import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { REFRESH_TOKEN, type RefreshToken } from '../../src/auth/refresh-token.schema.js';
import { USER, type User } from '../../src/users/user.schema.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { createAdmin, createStudent, TEST_PASSWORD } from '../support/people.js';

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly user: { readonly id: string; readonly email: string; readonly role: string };
}

const PASSWORD = 'a long enough secret';
let test: TestApp;
let count = 0;

const newcomer = () => {
  count += 1;
  return { email: `newcomer-${count}@example.com`, password: PASSWORD, display_name: `Newcomer ${count}` };
};
const register = async (): Promise<Tokens> =>
  (await test.client.post<Tokens>('/auth/register', newcomer())).body;
const refresh = (refresh_token: string) => test.client.post<Tokens>('/auth/refresh', { refresh_token });

beforeAll(async () => {
  test = await startTestApp('auth');
});
afterAll(async () => {
  await test.stop();
});

describe('registering', () => {
  it('makes a student, signed in', async () => {
    const person = newcomer();
    const answer = await test.client.post<Tokens>('/auth/register', person);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
      user: {
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        email: person.email,
        display_name: person.display_name,
        role: 'student',
      },
    });
    expect((await test.client.as(answer.body).get('/auth/me')).body).toEqual(answer.body.user);
  });

  it('keeps an e-mail address in one spelling, and refuses it in any other', async () => {
    const person = newcomer();
    const first = await test.client.post<Tokens>('/auth/register', {
      ...person,
      email: `  ${person.email.toUpperCase()} `,
    });
    expect(first.body.user.email).toBe(person.email);
    const second = await test.client.post('/auth/register', person);
    expect(second.status).toBe(409);
    expect(second.headers.get('content-type')).toContain('application/problem+json');
  });

  it('lets one of many who take the same address at once have it', async () => {
    const person = newcomer();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => test.client.post('/auth/register', person)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(await test.connection.model<User>(USER).countDocuments({ email: person.email })).toBe(1);
  });

  it.each([
    ['no address', { email: 'nobody' }, 'email'],
    ['a short password', { password: 'seven77' }, 'password'],
    ['a password beyond 200 characters', { password: 'x'.repeat(201) }, 'password'],
    ['an empty name', { display_name: '   ' }, 'display_name'],
    ['a name beyond 80 characters', { display_name: 'x'.repeat(81) }, 'display_name'],
    ['a role of one’s own choosing', { role: 'admin' }, 'role'],
  ])('refuses %s', async (_, wrong, path) => {
    const answer = await test.client.post('/auth/register', { ...newcomer(), ...wrong });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 400, errors: [{ path }] });
  });

  it('keeps neither the password nor a refresh token, only hashes', async () => {
    const { user, refresh_token } = await register();
    const kept = await test.connection.model<User>(USER).findById(user.id).lean<User>();
    expect(kept?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const tokens = await test.connection.model<RefreshToken>(REFRESH_TOKEN).find().lean();
    expect(JSON.stringify(tokens)).not.toContain(refresh_token);
  });
});

describe('signing in', () => {
  it('answers with tokens for the right password', async () => {
    const student = await createStudent(test);
    const answer = await test.client.post<Tokens>('/auth/login', {
      email: student.email.toUpperCase(),
      password: TEST_PASSWORD,
    });
    expect(answer.status).toBe(200);
    expect(answer.body.user.id).toBe(student.id);
    expect((await test.client.as(answer.body).get('/auth/me')).status).toBe(200);
  });

  it('says the same of a wrong password, an unknown address and an account without a password', async () => {
    const student = await createStudent(test);
    const imported = await createStudent(test);
    await test.connection
      .model<User>(USER)
      .updateOne({ email: imported.email }, { $set: { password_hash: null } });
    const answers = [
      await test.client.post('/auth/login', { email: student.email, password: 'wrong' }),
      await test.client.post('/auth/login', { email: 'nobody@example.com', password: TEST_PASSWORD }),
      await test.client.post('/auth/login', { email: imported.email, password: TEST_PASSWORD }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('refuses a disabled account, and tells only whoever knows its password', async () => {
    const { email } = await createStudent(test, { disabled: true });
    const right = await test.client.post<{ detail: string }>('/auth/login', {
      email,
      password: TEST_PASSWORD,
    });
    const wrong = await test.client.post<{ detail: string }>('/auth/login', { email, password: 'wrong' });
    expect([right.status, wrong.status]).toEqual([401, 401]);
    expect(right.body.detail).toContain('disabled');
    expect(wrong.body.detail).not.toContain('disabled');
  });

  it('does not mind an access token that has run out', async () => {
    const { email } = await createStudent(test);
    const stale = test.client.with({ authorization: 'Bearer long.since.expired' });
    expect((await stale.post('/auth/login', { email, password: TEST_PASSWORD })).status).toBe(200);
  });

  it('refuses a body that is not as described', async () => {
    const missing = await test.client.post('/auth/login', { email: 'a@example.com' });
    expect(missing.status).toBe(400);
    const operator = await test.client.post('/auth/login', { email: { $ne: null }, password: 'x' });
    expect(operator.status).toBe(400);
  });
});

describe('access tokens', () => {
  it('are asked for where a route is not public', async () => {
    const answer = await test.client.get('/auth/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('say who and which token version, and nothing personal', async () => {
    const { access_token, user } = await register();
    const [, claims = ''] = access_token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      sub: user.id,
      ver: 0,
      iss: 'tiercel',
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
  });

  const forge = (header: object, claims: object, secret?: string) => {
    const head = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signed = head.join('.');
    return `${signed}.${secret ? createHmac('sha256', secret).update(signed).digest('base64url') : ''}`;
  };
  const later = 4_000_000_000;

  it('are refused when forged, unsigned, run out, from elsewhere or no token at all', async () => {
    const { id } = await createAdmin(test);
    const secret = test.env['JWT_SECRET'] ?? '';
    const good = { sub: id, ver: 0, iss: 'tiercel', exp: later };
    const send = async (token: string) =>
      (await test.client.as({ access_token: token }).get('/auth/me')).status;
    expect(await send(forge({ alg: 'HS256' }, good, secret))).toBe(200);
    expect(await send(forge({ alg: 'HS256' }, good, 'another secret'))).toBe(401);
    expect(await send(forge({ alg: 'none' }, good))).toBe(401);
    expect(await send(forge({ alg: 'HS256' }, { ...good, exp: 1 }, secret))).toBe(401);
    expect(await send(forge({ alg: 'HS256' }, { ...good, iss: 'elsewhere' }, secret))).toBe(401);
    expect(await send(forge({ alg: 'HS256' }, { ...good, sub: { $ne: null } }, secret))).toBe(401);
    expect(await send(forge({ alg: 'HS256' }, { ...good, sub: 'f'.repeat(24) }, secret))).toBe(401);
    expect(await send('nonsense')).toBe(401);
  });

  it('stop working on every instance when the account is disabled', async () => {
    const admin = await createAdmin(test);
    const tokens = await register();
    const other = await test.startInstance();
    const asks = [test.client, other.client].map((client) => client.as(tokens));
    for (const ask of asks) expect((await ask.get('/auth/me')).status).toBe(200);
    const disabled = await admin.client.patch(`/users/${tokens.user.id}`, { disabled: true });
    const seen = { 'x-consistency-token': disabled.headers.get('x-consistency-token') ?? '' };
    for (const ask of asks) expect((await ask.get('/auth/me', seen)).status).toBe(401);
    for (const ask of asks) expect((await ask.get('/courses', seen)).status).toBe(401);
    expect((await refresh(tokens.refresh_token)).status).toBe(401);
  });

  it('carry no role: a changed one counts from the next request on', async () => {
    const admin = await createAdmin(test);
    const student = await createStudent(test);
    const change = (role: string) => admin.client.patch(`/users/${student.id}`, { role });
    expect((await student.client.get('/users')).status).toBe(403);
    expect((await change('admin')).status).toBe(200);
    expect((await student.client.get('/users')).status).toBe(200);
    expect((await change('student')).status).toBe(200);
    expect((await student.client.get('/users')).status).toBe(403);
  });
});

describe('a token on a route that is open to anyone', () => {
  it('is not needed, and is refused where it is not good', async () => {
    expect((await test.client.get('/courses')).status).toBe(200);
    expect((await (await createStudent(test)).client.get('/courses')).status).toBe(200);
    const { client } = await createStudent(test, { disabled: true });
    expect((await client.get('/courses')).status).toBe(401);
    expect((await test.client.with({ authorization: 'Basic YTpi' }).get('/courses')).status).toBe(401);
  });
});

describe('refreshing', () => {
  it('gives new tokens and spends the one that was used', async () => {
    const first = await register();
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect((await test.client.as(second.body).get('/auth/me')).status).toBe(200);
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });

  it('ends the whole family when a spent token comes again', async () => {
    const first = await register();
    const second = await refresh(first.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect((await refresh(second.body.refresh_token)).status).toBe(401);
  });

  it('leaves the other sign-ins of the same person alone', async () => {
    const student = await createStudent(test);
    const [stolen, other] = [
      await test.client.post<Tokens>('/auth/login', { email: student.email, password: TEST_PASSWORD }),
      await test.client.post<Tokens>('/auth/login', { email: student.email, password: TEST_PASSWORD }),
    ];
    await refresh(stolen.body.refresh_token);
    await refresh(stolen.body.refresh_token);
    expect((await refresh(other.body.refresh_token)).status).toBe(200);
  });

  it('lets exactly one of many concurrent requests win, and what it won is good', async () => {
    const other = await test.startInstance();
    for (let round = 0; round < 5; round += 1) {
      const { refresh_token } = await register();
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, place) =>
          (place % 2 === 0 ? test : other).client.post<Tokens>('/auth/refresh', { refresh_token }),
        ),
      );
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(11);
      expect((await refresh(winners[0]?.body.refresh_token ?? '')).status).toBe(200);
    }
  });

  it('refuses a token that nobody gave, and one that has run out', async () => {
    expect((await refresh('never given')).status).toBe(401);
    const { user, refresh_token } = await register();
    await test.connection
      .model<RefreshToken>(REFRESH_TOKEN)
      .updateMany({ user_id: user.id }, { $set: { expires_at: new Date() } });
    expect((await refresh(refresh_token)).status).toBe(401);
    expect((await test.client.post('/auth/refresh', {})).status).toBe(400);
  });
});

describe('signing out', () => {
  it('ends the family of the token, and can be repeated', async () => {
    const first = await register();
    const second = (await refresh(first.refresh_token)).body;
    const logout = () => test.client.post('/auth/logout', { refresh_token: second.refresh_token });
    const answer = await logout();
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await logout()).status).toBe(204);
    expect((await refresh(second.refresh_token)).status).toBe(401);
  });

  it('wants the token in the body', async () => {
    expect((await test.client.post('/auth/logout', {})).status).toBe(400);
  });
});
