import cors from '@fastify/cors';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { AppConfig } from '../config/index.js';
import { AppModule } from './app.module.js';
import { RateLimitGuard } from './auth/index.js';
import { ConsistencyService, ShortWay } from './cache/index.js';
import { corsLinesFor, createCorsOptions } from './common/http/cors-options.js';
import { Drain } from './common/http/drain.js';
import { DrainingAdapter } from './common/http/draining.adapter.js';
import { clientAddress, createFastifyOptions } from './common/http/fastify-options.js';
import { RequestWatch } from './common/http/finished-request.js';
import { openFrontDoor } from './common/http/front-door.js';
import { acceptJsonOnly } from './common/http/json-body.js';
import { ProblemFilter, type CompleteHeaders, type CountRequest } from './common/http/problem.filter.js';
import { countBeforeBody, hookRequests } from './common/http/request-hook.js';
import { RouteMethods } from './common/http/route-methods.js';
import { createValidationPipe } from './common/http/validation.pipe.js';
import { HttpMetrics } from './metrics/index.js';
import { createLogger, createRequestLog, NestLogger } from './logging/index.js';
import { serveOpenApi } from './openapi/index.js';

export interface AppOptions {
  /** False sends every request through the whole pipeline, to compare. */
  readonly shortWay?: boolean;
  /** Done with the application once its hooks have run (collections and the like are there), before it listens. */
  readonly prepare?: (app: NestFastifyApplication) => Promise<void>;
}

/** Builds the application, without listening: what `main.ts` and the end-to-end tests share. */
export async function createApp(
  config: AppConfig,
  options: AppOptions = {},
): Promise<NestFastifyApplication> {
  const { CORS_ORIGINS, LOG_LEVEL } = config.env;
  const logger = createLogger(LOG_LEVEL);
  const drain = new Drain();
  const complete: CompleteHeaders = (request, reply) =>
    app.get(ConsistencyService).tellUnlessTold(request, reply);
  const count: CountRequest = (request) => app.get(RateLimitGuard, { strict: false }).count(request);
  const adapter = new DrainingAdapter(createFastifyOptions(config, logger, complete, count), drain);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, drain), adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  const methods = new RouteMethods(fastify);
  const metrics = app.get(HttpMetrics);
  const watch = new RequestWatch(drain, [createRequestLog(logger), (finished) => metrics.record(finished)]);
  hookRequests(fastify, drain, watch);
  if (CORS_ORIGINS.length > 0) await fastify.register(cors, createCorsOptions(CORS_ORIGINS));
  countBeforeBody(fastify, count);
  if (options.shortWay !== false) {
    const shortWay = app.get(ShortWay);
    const addressOf = clientAddress(config);
    const linesFor = corsLinesFor(CORS_ORIGINS);
    const answerAtOnce = (raw: IncomingMessage) => shortWay.answer(raw, addressOf);
    openFrontDoor(fastify.server, { drain, watch, linesFor, answerAtOnce });
  }
  acceptJsonOnly(fastify);
  app.useGlobalFilters(new ProblemFilter(complete, (target) => methods.of(target), count));
  app.useGlobalPipes(createValidationPipe());
  serveOpenApi(app, count);
  return app;
}

/** Builds the application and listens. `address` is where it can be reached, e.g. `http://127.0.0.1:8000`. */
export async function bootstrap(
  config: AppConfig,
  options: AppOptions = {},
): Promise<{ app: NestFastifyApplication; address: string }> {
  const app = await createApp(config, options);
  if (options.prepare) {
    await app.init();
    await options.prepare(app);
  }
  await app.listen(config.env.PORT, config.env.HOST);
  return { app, address: (await app.getUrl()).replace('[::1]', 'localhost') };
}
