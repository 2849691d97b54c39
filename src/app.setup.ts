import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/index.js';
import { AppModule } from './app.module.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { createValidationPipe } from './common/http/validation.pipe.js';

/** A request's body may have at most this many bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Builds the application, without listening: what `main.ts` and the end-to-end tests share. */
export async function createApp(config: AppConfig): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedHops(config.env.TRUST_PROXY),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    logger: config.env.LOG_LEVEL === 'silent' ? false : ['fatal', 'error', 'warn', 'log'],
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(createValidationPipe());
  app.enableShutdownHooks();
  return app;
}

/** A number of proxies becomes the predicate that Fastify asks about each hop. */
function trustedHops(setting: boolean | number): boolean | ((address: string, hop: number) => boolean) {
  return typeof setting === 'number' ? (_, hop) => hop < setting : setting;
}

/** Builds the application and listens. `address` is where it can be reached, e.g. `http://127.0.0.1:8000`. */
export async function bootstrap(
  config: AppConfig,
): Promise<{ app: NestFastifyApplication; address: string }> {
  const app = await createApp(config);
  await app.listen(config.env.PORT, config.env.HOST);
  return { app, address: (await app.getUrl()).replace('[::1]', 'localhost') };
}
