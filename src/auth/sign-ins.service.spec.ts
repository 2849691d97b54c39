import { describe, expect, it } from '@jest/globals';
import type { ConsistencyService } from '../cache/index.js';
import type { AskedRequest } from '../common/http/asked-request.js';
import type { Principal } from '../common/index.js';
import type { VerifiedToken } from './access-tokens.service.js';
import type { Sessions } from './sessions.service.js';
import { SignIns } from './sign-ins.service.js';

const ADA: Principal = { id: 'a'.repeat(24), role: 'student' };
const TOKEN = `${'h'.repeat(36)}.${'p'.repeat(120)}.${'s'.repeat(43)}`;

const verified = (secondsLeft: number): VerifiedToken => ({
  claims: { sub: ADA.id, ver: 0 },
  expiresAt: Math.floor(Date.now() / 1_000) + secondsLeft,
});
const asking = (authorization: string) => ({ headers: { authorization } }) as AskedRequest;

describe('SignIns', () => {
  const sessions = { identify: async () => ADA, recall: () => ADA } as unknown as Sessions;
  const consistency = { seenBy: () => 0 } as unknown as ConsistencyService;

  async function isRemembered(header: string, token = verified(60)): Promise<boolean> {
    const signIns = new SignIns(sessions, consistency);
    expect(await signIns.identify(asking(header), token)).toEqual(ADA);
    return signIns.recall(asking(header)) !== undefined;
  }

  it('remembers a token that was checked, until it expires', async () => {
    expect(await isRemembered(`Bearer ${TOKEN}`)).toBe(true);
    expect(await isRemembered(`Bearer ${TOKEN}`, verified(0))).toBe(false);
  });

  it.each([
    ['spelled otherwise', `bearer ${TOKEN}`],
    ['behind many spaces', `Bearer ${' '.repeat(12_000)}${TOKEN}`],
    ['with something behind it', `Bearer ${TOKEN} ${'x'.repeat(12_000)}`],
    ['longer than any of ours', `Bearer ${'x'.repeat(513)}`],
  ])(
    'does not remember one %s: one token is remembered once, and costs what one costs',
    async (_, header) => {
      expect(await isRemembered(header)).toBe(false);
    },
  );
});
