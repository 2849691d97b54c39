/** Figures are read again after this many milliseconds. */
const EVERY_MS = 5_000;

const find = (id) => document.getElementById(id);
const number = new Intl.NumberFormat();
/** Kept for this page alone: gone when it is closed or loaded again. */
let token = null;
let cursor = '0';
let timer;
/** Whether the message tells of what somebody asked for. */
let askedInVain = false;

/** Asks the product; throws the detail of a problem. */
async function ask(path, options = {}) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...options.headers };
  const answer = await fetch(path, { ...options, headers });
  const body = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null;
  if (answer.ok || path === '/health') return body;
  if (answer.status === 401 && token) signOut();
  throw new Error(body?.detail ?? `The server answered ${answer.status}.`);
}

const drop = (kind, name) => ask(`/cache/${kind}/${encodeURIComponent(name)}`, { method: 'DELETE' });

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...children);
  return made;
}

function button(text, label, act) {
  const made = element('button', text);
  made.type = 'button';
  made.setAttribute('aria-label', label);
  made.addEventListener('click', () => void guard(act));
  return made;
}

/**
 * Runs something, and says so where it fails. What somebody asked for in vain is told until they ask for something
 * else: figures that are read again meanwhile say nothing.
 */
async function guard(act, isAskedFor = true) {
  const mayTell = isAskedFor || !askedInVain;
  if (mayTell) tell('', false);
  try {
    await act();
  } catch (error) {
    if (mayTell) tell(error.message, isAskedFor);
  }
}

function tell(message, isOfWhatWasAsked) {
  find('message').textContent = message;
  askedInVain = isOfWhatWasAsked;
}

async function showHealth() {
  const { status, services } = await ask('/health');
  find('health').textContent = `${status} · MongoDB ${services.mongodb} · Redis ${services.redis}`;
}

async function showFigures() {
  await showHealth();
  if (!token) return;
  const stats = await ask('/cache/stats');
  const { items: namespaces } = await ask('/cache/namespaces');
  const { items: tags } = await ask('/cache/tags');
  const { warming } = stats;
  const figures = {
    'Hit ratio': `${stats.totals.hit_ratio} %`,
    'In memory': number.format(stats.memory_cache_size),
    'Bytes in memory': number.format(stats.memory_cache_bytes),
    'Keys in Redis': number.format(stats.redis_keys),
    'Redis uses': stats.redis_memory_used,
    Mode: stats.mode,
    Redis: stats.tiers.l2,
    'Log is behind by': stats.tail.lag_ms === null ? 'unknown' : `${stats.tail.lag_ms} ms`,
    Warmed: warming.last_run
      ? `${warming.warmed} at ${new Date(warming.last_run).toLocaleTimeString([], { timeStyle: 'short' })}`
      : 'not yet',
    Learned: number.format(warming.learned),
  };
  find('figures').replaceChildren(
    ...Object.entries(figures).map(([name, value]) =>
      element('div', '', element('dt', name), element('dd', value)),
    ),
  );
  find('namespaces').replaceChildren(...namespaces.map((name) => namespaceRow(name, stats)));
  find('tags').replaceChildren(
    ...tags.map(({ tag }) => Object.assign(element('option', ''), { value: tag })),
  );
}

function namespaceRow(name, { hits, misses }) {
  const [hit, miss] = [hits[name] ?? 0, misses[name] ?? 0];
  const ratio = hit + miss === 0 ? '–' : `${((100 * hit) / (hit + miss)).toFixed(1)} %`;
  const cells = [name, number.format(hit), number.format(miss), ratio].map((text) => element('td', text));
  const remove = button('Drop', `Drop namespace ${name}`, async () => {
    await drop('namespaces', name);
    await showAll();
  });
  return element('tr', '', ...cells, element('td', '', remove));
}

function entryRow(entry) {
  const { key, tiers, bytes, age_seconds, ttl_seconds, verdict } = entry;
  const texts = [
    key,
    tiers.join(', '),
    number.format(bytes),
    number.format(age_seconds),
    number.format(ttl_seconds),
    verdict,
  ];
  const row = element('tr', '', ...texts.map((text) => element('td', String(text))));
  const remove = button('Drop', `Drop ${key}`, async () => {
    await drop('entries', key);
    row.remove();
  });
  row.append(element('td', '', remove));
  return row;
}

/** @param {boolean} more whether to go on below what is shown */
async function showEntries(more) {
  const prefix = new FormData(find('search')).get('prefix');
  const query = new URLSearchParams({ prefix, cursor: more ? cursor : '0' });
  const page = await ask(`/cache/entries?${query}`);
  if (!more) find('entries').replaceChildren();
  find('entries').append(...page.items.map(entryRow));
  cursor = page.cursor;
  find('next').hidden = cursor === null;
}

async function showAll() {
  await showFigures();
  await showEntries(false);
}

async function signIn(form) {
  const body = JSON.stringify(Object.fromEntries(new FormData(form)));
  const headers = { 'content-type': 'application/json' };
  const answer = await ask('/auth/login', { method: 'POST', headers, body });
  if (answer.user.role !== 'admin') throw new Error('Only administrators may see this.');
  token = answer.access_token;
  form.reset();
  show(true);
  await showAll();
  timer = setInterval(() => void guard(showFigures, false), EVERY_MS);
}

function signOut() {
  token = null;
  clearInterval(timer);
  show(false);
}

function show(isSignedIn) {
  find('sign-in').hidden = isSignedIn;
  find('panel').hidden = !isSignedIn;
  find('sign-out').hidden = !isSignedIn;
}

function onSubmit(id, act) {
  find(id).addEventListener('submit', (event) => {
    event.preventDefault();
    void guard(() => act(event.target));
  });
}

onSubmit('sign-in', signIn);
onSubmit('search', () => showEntries(false));
onSubmit('tag', async (form) => {
  await drop('tags', new FormData(form).get('tag'));
  form.reset();
  await showAll();
});
find('sign-out').addEventListener('click', signOut);
find('next').addEventListener('click', () => void guard(() => showEntries(true)));
find('warm').addEventListener(
  'click',
  () =>
    void guard(async () => {
      await ask('/cache/warm', { method: 'POST' });
      await showAll();
    }),
);
void guard(showHealth);
