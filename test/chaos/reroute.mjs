/*
 * Loaded into an instance of the product before anything else (`node --import`): sends its connections
 * to each server through a proxy of the instance's own, also to servers that it hears of from others,
 * as the members of a replica set or of a cluster. CHAOS_ROUTES is `port=proxy,port=proxy`.
 */
import { Socket } from 'node:net';

const routes = new Map(
  (process.env.CHAOS_ROUTES ?? '')
    .split(',')
    .filter(Boolean)
    .map((route) => route.split('=').map(Number)),
);
const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectThroughProxy(...args) {
  // `net.connect` hands over one list that holds the options first.
  const list = Array.isArray(args[0]) ? args[0] : args;
  const [options] = list;
  const proxy =
    typeof options === 'object' && options !== null ? routes.get(Number(options.port)) : undefined;
  if (proxy !== undefined) list[0] = { ...options, port: proxy };
  return connect.apply(this, args);
};
