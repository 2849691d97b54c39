/** Microseconds that `work` takes each time, done `count` times one after another. */
export async function timeEach(count: number, work: (number: number) => unknown): Promise<number> {
  const began = performance.now();
  for (let number = 0; number < count; number += 1) await work(number);
  return ((performance.now() - began) * 1_000) / count;
}

/** Microseconds an operation when `width` of them are under way at any time. */
export async function timeConcurrently(
  count: number,
  width: number,
  work: (number: number) => unknown,
): Promise<number> {
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return ((performance.now() - began) * 1_000) / count;
}
