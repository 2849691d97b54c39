import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { lastValueFrom, of, defer } from 'rxjs';
import { FakeRuntime } from '../../../test/support/fake-runtime.js';
import { UnavailableError, Unstamped } from '../../common/index.js';
import { currentScope, type SnapshotReader } from '../../database/index.js';
import type { CacheEngine } from '../cache-engine.js';
import { ConsistencyTokens } from '../coherence/consistency-token.js';
import { Floors } from '../coherence/floors.js';
import { Judge } from '../coherence/judge.js';
import { Proof } from '../coherence/proof.js';
import { ConsistencyInterceptor } from './consistency.interceptor.js';
import { CONSISTENCY_HEADER, ConsistencyService } from './consistency.service.js';

const ACKNOWLEDGED = 100;

class Routes {
  plain(): void {}
  @Unstamped()
  unstamped(): void {}
}

describe('what a reader has seen', () => {
  const tokens = new ConsistencyTokens('a secret of the tests alone');
  let runtime: FakeRuntime;
  let proof: Proof;
  let enabled: boolean;
  let hastened: number;
  let stamps: (number | null)[];
  let consistency: ConsistencyService;

  beforeEach(() => {
    runtime = new FakeRuntime();
    proof = new Proof(runtime, 10_000);
    proof.noteSent(1);
    proof.noteAcknowledged(1, ACKNOWLEDGED);
    enabled = true;
    hastened = 0;
    stamps = [];
    const judge = new Judge(new Floors(64), proof);
    const engine = { proof, judge, runtime, heart: { hasten: () => (hastened += 1) } };
    Object.defineProperty(engine, 'enabled', { get: () => enabled });
    const snapshots = {
      read: async (work: () => Promise<unknown>) => ({ value: await work(), stamp: stamps.shift() }),
    };
    consistency = new ConsistencyService(
      engine as unknown as CacheEngine,
      tokens,
      snapshots as unknown as SnapshotReader,
    );
  });

  describe('is told by an answer:', () => {
    /** The time that the answer's token says. */
    async function told(method: string, seen: number, shown: number, route: keyof Routes = 'plain') {
      const headers = new Map<string, string>();
      const request = { method, headers: { [CONSISTENCY_HEADER]: tokens.sign(seen) } };
      const reply = {
        request: { id: 'id' },
        header: (name: string, value: string) => headers.set(name, value),
      };
      const context = {
        switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }),
        getHandler: () => Routes.prototype[route],
        getClass: () => Routes,
      } as unknown as ExecutionContext;
      const next: CallHandler = { handle: () => defer(() => of(currentScope()?.observe(shown))) };
      const interceptor = new ConsistencyInterceptor(new Reflector(), consistency);
      await lastValueFrom(interceptor.intercept(context, next) as ReturnType<CallHandler['handle']>);
      return tokens.read(headers.get(CONSISTENCY_HEADER));
    }

    it.each(['GET', 'POST'])('what is shown by %s, and never less than was seen before', async (method) => {
      stamps = [400, 400];
      expect(await told(method, 200, 300)).toBe(300);
      expect(await told(method, 200, 150)).toBe(200);
    });

    it('where nothing is stamped, how far the log is known, and never less than before', async () => {
      proof.noteReached(181);
      expect(await told('GET', 150, 0, 'unstamped')).toBe(180);
      expect(await told('GET', 200, 0, 'unstamped')).toBe(200);
    });
  });

  describe('is what a read past the cache reaches:', () => {
    async function read(notBefore: number, at: (number | null)[]) {
      stamps = at;
      const result = consistency.readPast(notBefore, () => Promise.resolve('value'));
      result.catch(() => undefined);
      await runtime.advance(2_000);
      return result;
    }

    it('a snapshot behind the token is read again', async () => {
      expect(await read(200, [150, 199, 200])).toEqual({ value: 'value', stamp: 200 });
      expect(hastened).toBe(2);
    });

    it('a snapshot that stays behind the token is not shown', async () => {
      await expect(read(200, [150, 150, 150, 199])).rejects.toThrow(UnavailableError);
      expect(stamps).toEqual([]);
    });

    it('a snapshot from before the latest beats is not shown', async () => {
      await expect(read(0, [99, 99, 99, 99])).rejects.toThrow(UnavailableError);
    });

    it('nothing is shown while no beat is acknowledged', async () => {
      await runtime.advance(10_001);
      await expect(read(0, [500, 500, 500, 500])).rejects.toThrow(UnavailableError);
    });

    it('what read nothing is behind nothing', async () => {
      expect(await read(200, [null])).toEqual({ value: 'value', stamp: 0 });
    });

    it('without a cache the token alone counts', async () => {
      enabled = false;
      expect(await read(200, [199, 250])).toEqual({ value: 'value', stamp: 250 });
      expect(hastened).toBe(0);
    });
  });
});
