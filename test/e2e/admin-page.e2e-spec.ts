import { startTestApp, type TestApp } from '../support/app.js';

describe('the operator’s page', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp('admin-page');
  });
  afterAll(() => app?.stop());

  it('comes from this server alone, with its scripts and styles, and lets nothing else run', async () => {
    const { status, headers, text } = await app.client.get('/admin');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('script-src');
    expect(text).not.toMatch(/https?:|<script>|style=|\son\w+=/);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    const own = sources.filter((source) => source.startsWith('/'));
    expect(own).toEqual(['/admin/admin.css', '/admin/admin.mjs']);
    const types = await Promise.all(
      own.map(async (source) => (await app.client.get(source)).headers.get('content-type')),
    );
    expect(types).toEqual(['text/css; charset=utf-8', 'text/javascript; charset=utf-8']);
  });

  it('finds in its page everything that its script looks for', async () => {
    const { text: page } = await app.client.get('/admin');
    const { text: script } = await app.client.get('/admin/admin.mjs');
    const wanted = [...script.matchAll(/(?:find|onSubmit)\('([\w-]+)'/g)].map(([, id]) => id ?? '');
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter((id) => !page.includes(`id="${id}"`))).toEqual([]);
  });
});
