import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import passport from 'passport';
import { Public, UnauthenticatedError, UnavailableError, type Principal } from '../common/index.js';
import { AuthenticationGuard } from './authentication.guard.js';
import type { VerifiedToken } from './access-tokens.service.js';
import type { SignIns } from './sign-ins.service.js';

class Routes {
  closed(): void {}
  @Public()
  open(): void {}
  @Public({ identify: false })
  blind(): void {}
}

const ADA: Principal = { id: 'a'.repeat(24), role: 'student' };
const TOKEN: VerifiedToken = { claims: { sub: ADA.id, ver: 0 }, expiresAt: 0 };

/** Stands in for the JWT strategy: a sign-in that ends as the test says. */
class ScriptedStrategy extends passport.Strategy {
  override readonly name = 'jwt';
  constructor(private readonly outcome: VerifiedToken | Error | null) {
    super();
  }
  override authenticate(): void {
    if (this.outcome instanceof Error) this.error(this.outcome);
    else if (this.outcome) this.success(this.outcome);
    else this.fail('no good', 401);
  }
}

describe('AuthenticationGuard', () => {
  let recalled: Principal | undefined;
  const signIns = { recall: () => recalled, identify: async () => ADA } as unknown as SignIns;
  const guard = new AuthenticationGuard(new Reflector(), signIns);
  Reflect.set(guard, 'options', { property: 'accessToken', session: false });

  const identify = (outcome: VerifiedToken | Error | null) => passport.use(new ScriptedStrategy(outcome));
  const call = async (route: keyof Routes, authorization?: string) => {
    const request: { headers: { authorization?: string }; principal?: Principal | null } = {
      headers: authorization === undefined ? {} : { authorization },
    };
    const context = {
      getHandler: () => Reflect.get(Routes.prototype, route),
      getClass: () => Routes,
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}) }),
    } as unknown as ExecutionContext;
    expect(await guard.canActivate(context)).toBe(true);
    return request;
  };

  beforeEach(() => {
    recalled = undefined;
    identify(TOKEN);
  });

  it('knows who asks, on closed and on open routes', async () => {
    expect((await call('closed', 'Bearer good')).principal).toEqual(ADA);
    expect((await call('open', 'Bearer good')).principal).toEqual(ADA);
  });

  it('does not check a token again whose sign-in is remembered', async () => {
    identify(new Error('the strategy was asked'));
    recalled = ADA;
    expect((await call('closed', 'Bearer good')).principal).toEqual(ADA);
  });

  it('lets nobody into a closed route', async () => {
    await expect(call('closed')).rejects.toThrow(UnauthenticatedError);
    expect((await call('open')).principal).toBeNull();
  });

  it('refuses a token that is no good on open routes too, but not where it is not looked at', async () => {
    identify(null);
    await expect(call('closed', 'Bearer bad')).rejects.toThrow(UnauthenticatedError);
    await expect(call('open', 'Bearer bad')).rejects.toThrow(UnauthenticatedError);
    expect((await call('blind', 'Bearer bad')).principal).toBeNull();
  });

  it('lets open routes answer while nobody can be identified, as long as they do not ask who it is', async () => {
    identify(new UnavailableError('no database'));
    await expect(call('closed', 'Bearer good')).rejects.toThrow(UnavailableError);
    const request = await call('open', 'Bearer good');
    expect(() => request.principal).toThrow(UnavailableError);
  });

  it('hides no other fault', async () => {
    identify(new TypeError('a bug'));
    await expect(call('open', 'Bearer good')).rejects.toThrow(TypeError);
  });
});
