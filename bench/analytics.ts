import { parseArgs } from 'node:util';
import { printLatencies } from './measure/latency.js';

/**
 * Times the analytics of the Open University's data on a server that is up, one at a time:
 *
 *     npm run import -- oulad "$OULAD_DIR"
 *     npm run admin:create -- --email bench@example.org
 *     CACHE=off RATE_LIMIT_ENABLED=false npm start
 *     node --import @swc-node/register/esm-register bench/analytics.ts --email bench@example.org --password …
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8000' },
    email: { type: 'string', default: '' },
    password: { type: 'string', default: '' },
  },
});
const OULAD_TITLE = /^[A-G]{3} \d{4}[BJ]$/;

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(values.url + path, init);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

const { access_token } = await ask<{ access_token: string }>('/auth/login', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: values.email, password: values.password }),
});
const timed = (path: string) => async (): Promise<void> => {
  await ask(path, { headers: { authorization: `Bearer ${access_token}` } });
};

const { items } = await ask<{ items: { id: string; title: string }[] }>(
  '/courses?sort_by=popular&page_size=100',
);
const courses = items
  .filter(({ title }) => OULAD_TITLE.test(title))
  .map(({ id }) => timed(`/analytics/courses/${id}`));
await printLatencies([
  { name: 'every course', asks: courses },
  { name: 'the largest course', asks: courses.slice(0, 1) },
  { name: 'platform overview', asks: [timed('/analytics/platform/overview')] },
]);
