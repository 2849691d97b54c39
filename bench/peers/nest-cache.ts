/** A Nest application that caches with `@nestjs/cache-manager`'s own interceptor, in memory, as its documentation shows. */
import 'reflect-metadata';
import { CacheInterceptor, CacheModule } from '@nestjs/cache-manager';
import { Controller, Get, Module, NotFoundException, Req, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createKeyv } from 'cacheable';
import { keepTickShape } from '../../src/common/keep-tick-shape.js';
import { readAnswers, readPeerSetting } from './answers.js';

void keepTickShape();

const TTL_MS = 3_600_000;
const answers = readAnswers();

@Controller()
@UseInterceptors(CacheInterceptor)
class AnswersController {
  /** Parses each time, as a handler would come from its database with objects; only misses get here. */
  @Get(['ready', 'courses', 'courses/:id'])
  read(@Req() { url }: { url: string }): unknown {
    const answer = answers.get(url);
    if (!answer) throw new NotFoundException();
    return JSON.parse(answer.body);
  }
}

// Its fastest store: objects in an LRU, neither serialised nor copied, so that every caller shares them.
@Module({
  imports: [
    CacheModule.register({
      ttl: TTL_MS,
      stores: [createKeyv({ ttl: TTL_MS, lruSize: 50_000, useClone: false })],
    }),
  ],
  controllers: [AnswersController],
})
class AnswersModule {}

const app =
  readPeerSetting('BENCH_VARIANT') === 'express'
    ? await NestFactory.create(AnswersModule, { logger: ['error'] })
    : await NestFactory.create<NestFastifyApplication>(AnswersModule, new FastifyAdapter(), {
        logger: ['error'],
      });
await app.listen(Number(readPeerSetting('PORT')), '127.0.0.1');
