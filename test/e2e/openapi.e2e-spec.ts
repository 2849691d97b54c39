import { Validator } from '@seriousme/openapi-schema-validator';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RouteOptions } from 'fastify';
import 'reflect-metadata';
import { parseConfig } from '../../config/index.js';
import { createApp } from '../../src/app.setup.js';
import { mongoUriFor } from '../support/servers.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

describe('the OpenAPI document', () => {
  let app: NestFastifyApplication;
  let url: string;
  let document: OpenAPIObject;
  /** `METHOD /path/{id}` of every route that the server registered. */
  const registered: string[] = [];

  beforeAll(async () => {
    const config = parseConfig({
      HOST: '127.0.0.1',
      PORT: '0',
      MONGO_URI: mongoUriFor('openapi'),
      JWT_SECRET: 'a secret of the tests alone',
      LOG_LEVEL: 'silent',
    });
    app = await createApp(config);
    app.getHttpAdapter().getInstance().addHook('onRoute', noteRoute);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenAPIObject;
  });
  afterAll(() => app.close());

  function noteRoute({ method, url: pattern }: RouteOptions): void {
    const path = pattern.replaceAll(/:(\w+)/g, '{$1}');
    for (const verb of [method].flat()) if (verb !== 'HEAD') registered.push(`${verb} ${path}`);
  }

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ name: `${method.toUpperCase()} ${path}`, path, method, operation }] : [];
      }),
    );

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('refers only to components that it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(references.length).toBeGreaterThan(100);
    const missing = references.filter(
      (path) =>
        path.split('/').reduce<unknown>((at, part) => Reflect.get(Object(at), part), document) === undefined,
    );
    expect(missing).toEqual([]);
  });

  it('has every route of the server, and no other', () => {
    const served = registered.filter((route) => !/ \/docs\/|\*/.test(route));
    // Swagger UI is registered before a spec can listen; it is asked for below.
    const described = operations().map(({ name }) => name);
    expect([...described].filter((name) => !/ \/(docs|openapi.json)$/.test(name)).sort()).toEqual(
      [...new Set(served)].sort(),
    );
  });

  it('names every operation once', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(undefined);
  });

  it('says of every operation what it is for, what it answers and with which body', () => {
    const lacking = operations().filter(({ operation: { summary, tags, responses } }) => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const hasBody = good.every(
        ([status, response]) =>
          status === '204' ||
          (response !== undefined && 'content' in response && response.content !== undefined),
      );
      return !summary || !tags?.length || good.length === 0 || !hasBody;
    });
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });

  it('says of every parameter what it may be', () => {
    const anything = operations().flatMap(({ name, operation }) =>
      (operation.parameters ?? [])
        .filter((parameter) => !('$ref' in parameter) && Object.keys(parameter.schema ?? {}).length === 0)
        .map((parameter) => `${name} ${'name' in parameter ? parameter.name : ''}`),
    );
    expect(anything).toEqual([]);
  });

  /** What an operation says of an answer, shared or its own. */
  function resolve(response: object | undefined): object {
    if (!response || !('$ref' in response)) return response ?? {};
    const name = String(response.$ref).split('/').at(-1) ?? '';
    return Reflect.get(document.components?.responses ?? {}, name) as object;
  }

  it('describes every error as a problem', () => {
    const others = operations().flatMap(({ name, path, operation }) =>
      Object.entries(operation.responses)
        .filter(([status]) => Number(status) >= 400)
        .filter(([, response]) => {
          const content = Reflect.get(resolve(response), 'content') as Record<string, unknown> | undefined;
          return !content?.['application/problem+json'];
        })
        .map(([status]) => `${name} ${status}`)
        .filter(() => !path.startsWith('/health')),
    );
    expect(others).toEqual([]);
  });

  it.each([
    ['/courses', 200],
    ['/courses?page=0', 400],
    ['/courses/{id}', 404],
    ['/courses/{id}/reviews', 404],
    ['/users/{user}/dashboard', 401],
    ['/me/enrollments', 401],
    ['/xapi/statements', 401],
    ['/health', 200],
    ['/health/live', 200],
    ['/metrics', 200],
    ['/openapi.json', 200],
    ['/docs', 200],
  ])('names the headers that %s answers with %i', async (path, status) => {
    const answer = await fetch(url + path.replace(/\{\w+\}/, '0'.repeat(24)));
    await answer.body?.cancel();
    expect(answer.status).toBe(status);
    const operation = document.paths[path.split('?')[0] ?? '']?.get;
    const named = Object.keys(
      (Reflect.get(resolve(operation?.responses[status]), 'headers') as object) ?? {},
    );
    const answered = Object.keys(document.components?.headers ?? {}).filter((name) =>
      answer.headers.has(name),
    );
    expect(named.toSorted()).toEqual(answered.toSorted());
  });

  it('asks for a token where the guard does, and nowhere else', async () => {
    const { bearer } = document.components?.securitySchemes ?? {};
    expect(bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
    const wrong: string[] = [];
    for (const { name, path, method, operation } of operations()) {
      const wantsToken =
        operation.security?.every((way) => 'bearer' in way) === true && operation.security.length > 0;
      const address = `${url}${path.replaceAll(/\{\w+\}/g, '64f0c0ffee64f0c0ffee64f0')}`;
      const { status } = await fetch(address, { method: method.toUpperCase() });
      if ((status === 401) !== wantsToken) wrong.push(`${name} answers ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('says of cached routes how to revalidate, and of writes that they take JSON', () => {
    const list = document.paths['/courses']?.get;
    expect(Object.keys(list?.responses ?? {})).toEqual(expect.arrayContaining(['200', '304', '400', '503']));
    expect(Object.keys(Reflect.get(list?.responses['200'] ?? {}, 'headers') as object)).toEqual(
      expect.arrayContaining([
        'X-Request-Id',
        'X-Consistency-Token',
        'Cache-Status',
        'ETag',
        'Cache-Control',
      ]),
    );
    const body = document.paths['/courses']?.post?.requestBody;
    expect(body).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateCourse' } } },
    });
  });

  it('gives what is sent and what is answered the plain names of their schemas', () => {
    const names = Object.keys(document.components?.schemas ?? {});
    expect(names).toEqual(
      expect.arrayContaining(['Course', 'CoursePage', 'CreateCourse', 'Health', 'Problem']),
    );
    const text = JSON.stringify(document.components?.schemas);
    for (const noise of ['"nullable"', String(Number.MAX_SAFE_INTEGER), '"id":"Course"']) {
      expect(text.includes(noise) && noise).toBe(false);
    }
  });

  it('is shown by Swagger UI from this server alone', async () => {
    const page = await fetch(`${url}/docs`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources.filter((each) => !each.startsWith('#'))) {
      const address = new URL(source, `${url}/docs`);
      expect(address.origin).toBe(new URL(url).origin);
      expect((await fetch(address)).status).toBe(200);
    }
  });
});
