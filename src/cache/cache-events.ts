import { channel, subscribe as listen, unsubscribe } from 'node:diagnostics_channel';

/** What happened in the cache, for metrics and logs. */
export interface CacheEvents {
  hit: { readonly namespace: string; readonly tier: 'l1' | 'l2'; readonly key: string };
  miss: { readonly namespace: string; readonly key: string };
  fill: { readonly key: string; readonly result: string };
  refuse: { readonly key: string; readonly reason: string };
  drop: { readonly names: readonly string[] };
  stale: { readonly namespace: string; readonly key: string };
  breaker: { readonly open: boolean; readonly cause: unknown };
  redis: { readonly error: Error };
  tail: { readonly event: 'reset' | 'error'; readonly error?: unknown };
  load: { readonly kind: string; readonly error: unknown };
}

const CHANNELS = Object.fromEntries(
  (['hit', 'miss', 'fill', 'refuse', 'drop', 'stale', 'breaker', 'redis', 'tail', 'load'] as const).map(
    (name) => [name, channel(channelName(name))],
  ),
) as Record<keyof CacheEvents, ReturnType<typeof channel>>;

/** Publishes an event on its diagnostics channel; where nobody listens, nothing is made. */
export function publish<N extends keyof CacheEvents>(name: N, event: () => CacheEvents[N]): void {
  const target = CHANNELS[name];
  if (target.hasSubscribers) target.publish(event());
}

/** Listens to an event; returns a function that stops it. */
export function subscribe<N extends keyof CacheEvents>(
  name: N,
  listener: (event: CacheEvents[N]) => void,
): () => void {
  const onMessage = (message: unknown): void => listener(message as CacheEvents[N]);
  listen(channelName(name), onMessage);
  return () => void unsubscribe(channelName(name), onMessage);
}

function channelName(name: string): string {
  return `tiercel:cache:${name}`;
}
