import type { BrowserContext, Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { createPublished } from '../support/courses.js';
import { createAdmin, createInstructor, type Person } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { findChromium, openBrowser } from './browser.js';

const chromium = findChromium();
if (chromium === undefined)
  process.stderr.write('no chromium on the PATH: the page is not tried in a browser\n');

(chromium === undefined ? describe.skip : describe)('the operator’s page in a browser', () => {
  let app: TestApp;
  let browser: BrowserContext;
  let page: Page;
  let admin: Person;
  let author: Person;
  /** What the page complained of, and what it asked of others. */
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await startTestApp('admin-browser');
    admin = await createAdmin(app);
    author = await createInstructor(app);
    browser = await openBrowser(chromium ?? '');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  beforeEach(async () => {
    complaints.length = 0;
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (line) => {
      // An answer that is an error is logged too; the page itself says what it means.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource'))
        complaints.push(line.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(app.url) && !request.url().startsWith('data:'))
        complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${app.url}/admin`);
  });
  afterEach(async () => {
    await page.close();
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });

  async function signIn({ email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  const entryRow = (key: string) => page.locator('#entries tr', { hasText: key });

  async function tiersOf(key: string): Promise<readonly string[]> {
    const { status, body } = await admin.client.get<{ tiers: string[] }>(`/cache/entries/${key}`);
    return status === 404 ? [] : body.tiers;
  }

  /** Reads a course until it is in both tiers. */
  async function keepCourse(): Promise<string> {
    const { id } = await createPublished(author, { title: 'Kept' });
    const key = `course:${id}`;
    await eventually('it is in both tiers', async () => {
      await app.client.get(`/courses/${id}`);
      return (await tiersOf(key)).length === 2;
    });
    return key;
  }

  it('shows how the product is, and nothing else, until somebody signs in', async () => {
    // Degraded, where the machine is so busy that Redis is taken for slow.
    await page.getByText(/^(healthy|degraded) · MongoDB connected · Redis \w+$/).waitFor();
    expect(await page.locator('#panel').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(false);
  });

  it('shows an administrator what the caches do and hold', async () => {
    const key = await keepCourse();
    await signIn(admin);
    await entryRow(key).waitFor();
    await eventually('its row shows both tiers', async () => {
      await page.getByRole('button', { name: 'Look' }).click();
      return (await entryRow(key).innerText()).includes('l1, l2');
    });
    expect(await page.locator('#figures').innerText()).toMatch(/Hit ratio\s+\d+(\.\d+)? %/);
    expect(await page.locator('#namespaces').innerText()).toContain('courses_list');
    expect(await page.locator('#sign-in').isVisible()).toBe(false);
  });

  it('drops one entry from both tiers, and its row with it', async () => {
    const [key, other] = [await keepCourse(), await keepCourse()];
    await signIn(admin);
    await page.getByRole('button', { name: `Drop ${key}`, exact: true }).click();
    await entryRow(key).waitFor({ state: 'detached' });
    expect(await tiersOf(key)).toEqual([]);
    expect(await tiersOf(other)).toContain('l1');
    expect(await entryRow(other).isVisible()).toBe(true);
  });

  it('says what could not be dropped for longer than until figures are read again', async () => {
    await page.clock.install();
    await signIn(admin);
    const detail = 'The database cannot be reached.';
    await page.route('**/cache/namespaces/*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ detail }),
      }),
    );
    await page.getByRole('button', { name: 'Drop namespace courses', exact: true }).click();
    await page.getByText(detail).waitFor();
    const readAgain = page.waitForResponse('**/cache/tags');
    await page.clock.runFor(5_000);
    await readAgain;
    expect(await page.getByText(detail).isVisible()).toBe(true);
  });

  it('finds entries by what their keys begin with', async () => {
    const [key, other] = [await keepCourse(), await keepCourse()];
    await signIn(admin);
    await entryRow(other).waitFor();
    await page.getByLabel('Key begins with').fill(key);
    await page.getByRole('button', { name: 'Look' }).click();
    await entryRow(other).waitFor({ state: 'detached' });
    expect(await page.locator('#entries tr').count()).toBe(1);
  });

  it('fits a telephone: what is too wide is scrolled by itself', async () => {
    const key = await keepCourse();
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(admin);
    await entryRow(key).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('forgets an administrator who signs out', async () => {
    await signIn(admin);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.locator('#panel').isVisible()).toBe(false);
    await page.reload();
    expect(await page.locator('#sign-in').isVisible()).toBe(true);
  });

  it.each([
    ['is no administrator', () => author, 'Only administrators may see this.'],
    ['has the password wrong', () => ({ ...admin, password: 'not it' }), /e-mail|password/i],
  ])('tells somebody who %s why they see nothing', async (_why, who, message) => {
    await signIn(who());
    await page.getByRole('alert').getByText(message).waitFor();
    expect(await page.locator('#panel').isVisible()).toBe(false);
    expect(await page.locator('#sign-in').isVisible()).toBe(true);
  });
});
