import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AppConfig } from '../../config/index.js';
import { UnauthenticatedError } from '../common/index.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Wants `METRICS_TOKEN` as a bearer token, where one is set. Takes as long for a wrong one as for the right one. */
@Injectable()
export class MetricsTokenGuard implements CanActivate {
  private readonly expected: Buffer | undefined;

  constructor({ env }: AppConfig) {
    this.expected = env.METRICS_TOKEN === undefined ? undefined : digest(`Bearer ${env.METRICS_TOKEN}`);
  }

  canActivate(context: ExecutionContext): boolean {
    if (!this.expected) return true;
    const sent = context.switchToHttp().getRequest<FastifyRequest>().headers.authorization ?? '';
    if (timingSafeEqual(digest(sent), this.expected)) return true;
    throw new UnauthenticatedError('The metrics want their own bearer token.');
  }
}
