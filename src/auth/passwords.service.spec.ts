import { beforeAll, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '../common/index.js';
import { Passwords } from './passwords.service.js';

/** Milliseconds. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

describe('Passwords', () => {
  const passwords = new Passwords();
  let kept: string;

  beforeAll(async () => {
    await passwords.onModuleInit();
    kept = await passwords.hash('the right one');
  });

  it('keeps argon2id with the parameters of OWASP, salted', async () => {
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.hash('the right one')).not.toBe(kept);
  });

  it('knows the right password from a wrong one', async () => {
    expect(await passwords.matches(kept, 'the right one')).toBe(true);
    expect(await passwords.matches(kept, 'the right One')).toBe(false);
  });

  it('lets nobody into an account without a password, and takes its time to say so', async () => {
    expect(await passwords.matches(null, '')).toBe(false);
    const [absent, present] = [Array<number>(), Array<number>()];
    for (let run = 0; run < 12; run += 1) {
      absent.push(await measure(() => passwords.matches(null, 'a guess')));
      present.push(await measure(() => passwords.matches(kept, 'a guess')));
    }
    // The shortest of each, since other work on the machine only ever adds.
    expect(Math.min(...absent)).toBeGreaterThan(Math.min(...present) / 2);
  });

  it('turns people away rather than let a storm of sign-ins queue without bound', async () => {
    const storm = await Promise.allSettled(
      Array.from({ length: 200 }, () => passwords.matches(kept, 'a guess')),
    );
    const refused = storm.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(100);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toBeInstanceOf(UnavailableError);
    expect(await passwords.matches(kept, 'the right one')).toBe(true);
  });
});
