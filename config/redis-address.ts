/** What an address of Redis names. */
export interface RedisAddress {
  readonly scheme: string;
  readonly username?: string;
  readonly password?: string;
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** Database number, or the name of the master that sentinels watch. */
  readonly path: string;
}

/** Clients of Redis that a process has: the cache's, and the one that repeats events for other programs. */
export const REDIS_CLIENTS = 2;

/** A cluster's client has, beside one connection a node, one that hears of changes, and one that asks for the slots. */
const BESIDE_NODES = 2;

/**
 * Parses what `URL` cannot: several hosts in one authority. User and password end at the last `@`.
 * @throws {Error} whose message is one plain line and repeats nothing, since any part may be a password
 */
export function parseRedisAddress(url: string): RedisAddress {
  const match = /^(?<scheme>[a-z+]+):\/\/(?:(?<user>.*)@)?(?<hosts>[^/?@]+)(?:\/(?<path>[^?]*))?/.exec(url);
  const { scheme = '', user, hosts = '', path = '' } = match?.groups ?? {};
  if (!hosts) throw new Error('expected scheme://[user:password@]host:port[,host:port…][/path]');
  const fallbackPort = scheme === 'redis+sentinel' ? 26_379 : 6_379;
  const nodes = hosts.split(',').map((host) => parseNode(host, fallbackPort));
  if (scheme === 'redis+sentinel' && !path)
    throw new Error('redis+sentinel:// needs the name of the master as its path');
  if (/^rediss?$/.test(scheme) && !/^\d*$/.test(path))
    throw new Error('expected a database number as its path');
  const [username = '', ...password] = user === undefined ? [] : user.split(':');
  return {
    scheme,
    nodes,
    path,
    ...(username !== '' && { username: decode(username) }),
    ...(password.length > 0 && { password: decode(password.join(':')) }),
  };
}

/** Connections that a process may have open at once to what the address names. */
export function countRedisConnections({
  scheme,
  nodes,
}: {
  scheme: string;
  nodes: readonly unknown[];
}): number {
  return REDIS_CLIENTS * (scheme === 'redis+cluster' ? nodes.length + BESIDE_NODES : 1);
}

function parseNode(text: string, fallbackPort: number): RedisAddress['nodes'][number] {
  const parts = /^(?:\[(?<ipv6>[\da-f:.]+)\]|(?<name>[^:[\]\s]+))(?::(?<port>\d{1,5}))?$/i.exec(text)?.groups;
  const port = Number(parts?.['port'] ?? fallbackPort);
  if (!parts || port < 1 || port > 65_535)
    throw new Error('expected a host, or host:port with a port from 1 to 65535, after any user:password@');
  return { host: parts['ipv6'] ?? parts['name'] ?? '', port };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('expected user and password to be percent-encoded (a "%" itself is %25)');
  }
}
