import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { currentScope } from '../database/index.js';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Nest's own start-up chatter, one line a module and a route: only of interest to who debugs it. */
const CHATTER: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/** What `new Logger(context)` of Nest writes to: the process's logger, with the request's id where there is one. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTER.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest passes the context last; an error's stack, or further things to say, stand before it. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const context = contextOf(rest);
    const details = (context === undefined ? rest : rest.slice(0, -1)).filter((part) => part !== undefined);
    const error = [message, ...details].find((part) => part instanceof Error);
    const requestId = currentScope()?.requestId;
    this.logger[level](
      {
        ...(context !== undefined && { context }),
        ...(requestId !== undefined && { request_id: requestId }),
        ...(error && { err: error }),
        ...(isPlain(message) && message),
        ...(details.length > 0 && !error && { details }),
      },
      textOf(message),
    );
  }
}

/** The last argument, unless it is something to say, such as a stack. */
function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}

function isPlain(message: unknown): message is object {
  return typeof message === 'object' && message !== null && !(message instanceof Error);
}

function textOf(message: unknown): string | undefined {
  if (message instanceof Error) return message.message;
  return isPlain(message) ? undefined : String(message);
}
