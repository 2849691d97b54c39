import { describe, expect, it } from '@jest/globals';
import type { ChangeStreamDocument } from 'mongodb';
import { changesUntil } from './changes-until.js';

const change = (n: number) => ({ _id: n }) as unknown as ChangeStreamDocument;
const never = <T>(): Promise<T> => new Promise(() => {});

/** A stream that brings so many changes and then waits for ever. */
class Stream {
  closed = 0;
  private brought = 0;

  constructor(
    private readonly count: number,
    private readonly closing: () => Promise<void> = async () => {},
  ) {}

  next(): Promise<ChangeStreamDocument> {
    this.brought += 1;
    return this.brought <= this.count ? Promise.resolve(change(this.brought)) : never();
  }
  close(): Promise<void> {
    this.closed += 1;
    return this.closing();
  }
}

async function readAll(stream: Stream, abort: AbortController, abortAfter: number): Promise<number> {
  let read = 0;
  for await (const _ of changesUntil(stream, abort.signal)) {
    read += 1;
    if (read === abortAfter) setImmediate(() => abort.abort());
  }
  return read;
}

describe('changes until they are given up', () => {
  it('come in turn, and end with the signal though the stream never answers again', async () => {
    const stream = new Stream(3);
    expect(await readAll(stream, new AbortController(), 3)).toBe(3);
    expect(stream.closed).toBe(1);
  });

  it.each([
    ['never ends', never<void>],
    ['fails', () => Promise.reject(new Error('no connection'))],
  ])('end though closing the stream %s', async (_, closing) => {
    expect(await readAll(new Stream(1, closing), new AbortController(), 1)).toBe(1);
  });

  it('are none for a signal that has aborted before', async () => {
    const stream = new Stream(1);
    const abort = new AbortController();
    abort.abort();
    expect(await readAll(stream, abort, 0)).toBe(0);
    expect(stream.closed).toBe(1);
  });

  it('close the stream when the reader stops', async () => {
    const stream = new Stream(2);
    for await (const _ of changesUntil(stream, new AbortController().signal)) break;
    expect(stream.closed).toBe(1);
  });

  it('pass on what the stream fails with, and close it', async () => {
    const stream = new Stream(0);
    stream.next = () => Promise.reject(new Error('cut off'));
    await expect(readAll(stream, new AbortController(), 0)).rejects.toThrow('cut off');
    expect(stream.closed).toBe(1);
  });
});
