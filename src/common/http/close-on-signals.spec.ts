import { jest } from '@jest/globals';
import { Logger, type INestApplication } from '@nestjs/common';
import { closeOnSignals } from './close-on-signals.js';
import { Drain } from './drain.js';

type Listener = (signal: NodeJS.Signals) => void;

let said: string[];
let exits: unknown[];
let send: (signal: NodeJS.Signals) => void;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick'] });
  said = [];
  exits = [];
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(Logger.prototype, level).mockImplementation((line: unknown) => void said.push(String(line)));
  }
  jest.spyOn(process, 'exit').mockImplementation(((code: unknown) => void exits.push(code)) as never);
  const listeners = new Map<string, Listener>();
  jest.spyOn(process, 'on').mockImplementation(((signal: string, listener: Listener) => {
    listeners.set(signal, listener);
    return process;
  }) as never);
  send = (signal) => listeners.get(signal)?.(signal);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

/** An application that is never through with closing. */
function leaveHanging(): void {
  const drain = new Drain();
  const config = { env: { SHUTDOWN_NOTICE_SECONDS: 0 } };
  const app = {
    get: (token: unknown) => (token === Drain ? drain : config),
    close: () => new Promise(() => undefined),
  };
  closeOnSignals(app as unknown as INestApplication);
}

describe('an instance that leaves', () => {
  it('says which signal it was asked by', () => {
    leaveHanging();
    send('SIGINT');
    expect(said).toEqual([expect.stringMatching(/^SIGINT: /)]);
  });

  it('says that it ends before it is through', async () => {
    leaveHanging();
    send('SIGINT');
    await jest.advanceTimersByTimeAsync(14_000);
    expect(exits).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_001);
    expect(exits).toEqual([1]);
    expect(said.at(-1)).toMatch(/under way still/);
  });

  it('says that it ends at once where it is asked a second time', async () => {
    leaveHanging();
    send('SIGTERM');
    await jest.advanceTimersByTimeAsync(501);
    send('SIGTERM');
    expect(exits).toEqual([1]);
    expect(said.at(-1)).toMatch(/^SIGTERM again/);
  });
});
