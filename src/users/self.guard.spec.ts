import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { ForbiddenError, InvalidInputError, UnauthenticatedError, type Principal } from '../common/index.js';
import { SelfGuard } from './self.guard.js';

const ME = 'a'.repeat(24);
const OTHER = 'b'.repeat(24);
const student: Principal = { id: ME, role: 'student' };

/** Asks the guard about a path's `{user}`; answers what the handler would find there. */
function pass(principal: Principal | null, user: string): string | undefined {
  const request = { principal, params: { user } as Record<string, string> };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  expect(new SelfGuard().canActivate(context)).toBe(true);
  return request.params['user'];
}

describe('SelfGuard', () => {
  it('puts the id in the place of me', () => {
    expect(pass(student, 'me')).toBe(ME);
  });

  it('gives an id one spelling', () => {
    expect(pass(student, ME.toUpperCase())).toBe(ME);
  });

  it('keeps everyone but administrators from other people', () => {
    expect(() => pass(student, OTHER)).toThrow(ForbiddenError);
    expect(() => pass({ id: ME, role: 'instructor' }, OTHER)).toThrow(ForbiddenError);
    expect(pass({ id: ME, role: 'admin' }, OTHER)).toBe(OTHER);
  });

  it('refuses what is no id before anything is looked up, whoever asks', () => {
    expect(() => pass({ id: ME, role: 'admin' }, 'everyone')).toThrow(InvalidInputError);
  });

  it('asks the anonymous to sign in', () => {
    expect(() => pass(null, 'me')).toThrow(UnauthenticatedError);
  });
});
