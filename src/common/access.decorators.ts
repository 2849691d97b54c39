import { SetMetadata } from '@nestjs/common';
import type { RoleName } from './principal.js';

export const PUBLIC_ROUTE = 'tiercel:public';
export const LEAST_ROLE = 'tiercel:least-role';

export interface PublicAccess {
  /**
   * False leaves the `Authorization` header alone: for routes where it holds something else, or where
   * an access token that has run out must not be in the way (signing in, refreshing).
   */
  readonly identify: boolean;
}

/** Anyone may call it; a valid token still identifies the caller, an invalid one is refused. Every other route requires sign-in. */
export const Public = (access: PublicAccess = { identify: true }) => SetMetadata(PUBLIC_ROUTE, access);

/** The least role that may call it: student < instructor < admin. */
export const Roles = (least: RoleName) => SetMetadata(LEAST_ROLE, least);

const RANK: Readonly<Record<RoleName, number>> = { student: 0, instructor: 1, admin: 2 };

export function hasRole(role: RoleName, least: RoleName): boolean {
  return RANK[role] >= RANK[least];
}
