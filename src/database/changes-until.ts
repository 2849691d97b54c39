import type { ChangeStream, ChangeStreamDocument } from 'mongodb';

/** A server that does not answer is not waited for longer than this before its stream counts as closed, in milliseconds. */
const CLOSE_MS = 1_000;

/**
 * The changes of a stream until `signal` aborts; the stream is closed then, or when the reader stops.
 *
 * Whoever aborts has reason to believe that the stream will bring nothing any more, so neither it nor its closing is
 * trusted to settle: the driver's `next` has been seen to wait for ever, after its `close`, on a stream that was
 * resuming when its connection was cut.
 */
export async function* changesUntil(
  stream: Pick<ChangeStream, 'next' | 'close'>,
  signal: AbortSignal,
): AsyncGenerator<ChangeStreamDocument> {
  let giveUp = (): void => {};
  const onAbort = (): void => giveUp();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      const change = await new Promise<ChangeStreamDocument | undefined>((resolve, reject) => {
        giveUp = () => resolve(undefined);
        stream.next().then(resolve, reject);
      });
      if (!change) return;
      yield change;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    await closeInTime(stream);
  }
}

function closeInTime(stream: Pick<ChangeStream, 'close'>): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, CLOSE_MS);
    const closed = (): void => {
      clearTimeout(late);
      resolve();
    };
    // What cannot be closed is given up all the same.
    stream.close().then(closed, closed);
  });
}
