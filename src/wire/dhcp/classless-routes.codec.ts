import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Network, networkOf, parseIpv4Network, type Ipv4Network } from '../../values/ipv4-network.js';
import { fail, ok, type Result } from '../../values/result.js';
import { printHex } from './option-text.js';

/** One row of options 121 (RFC 3442) and 249 (Microsoft): packets for `destination` go to `router`. */
export interface ClasslessRoute {
  readonly destination: Ipv4Network;
  /** 0.0.0.0: the destination is on this link. */
  readonly router: Ipv4Address;
}

const HOW = 'takes routes, such as ["10.8.0.0/16 10.79.0.1", "0.0.0.0/0 10.79.0.2"]';

/**
 * RFC 3442: for each route the prefix length, as many octets of the destination as that covers, four octets of router.
 * Undefined when the value does not come out even or a prefix is over 32.
 */
export function decodeRoutes(value: Buffer): ClasslessRoute[] | undefined {
  const routes: ClasslessRoute[] = [];
  let at = 0;
  while (at < value.length) {
    const prefixLength = value[at] ?? 0;
    const octets = Math.ceil(prefixLength / 8);
    if (prefixLength > 32 || at + 1 + octets + 4 > value.length) return undefined;
    let address = 0;
    for (let index = 0; index < 4; index += 1)
      address = address * 256 + (index < octets ? (value[at + 1 + index] ?? 0) : 0);
    const router = value.readUInt32BE(at + 1 + octets) as Ipv4Address;
    routes.push({ destination: networkOf(address as Ipv4Address, prefixLength), router });
    at += 1 + octets + 4;
  }
  return routes;
}

/** From texts `destination/prefix router` (also with `via` between), or objects with `destination` and `router`. */
export function encodeRoutes(value: unknown): Result<Buffer> {
  const items: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(',')
      : [value];
  const parts: Buffer[] = [];
  for (const item of items) {
    const route = readRoute(item);
    if (!route.ok) return route;
    const { destination, router } = route.value;
    const octets = Math.ceil(destination.prefixLength / 8);
    const part = Buffer.alloc(1 + 4 + 4);
    part[0] = destination.prefixLength;
    part.writeUInt32BE(destination.address, 1);
    part.writeUInt32BE(router, 1 + octets);
    parts.push(part.subarray(0, 1 + octets + 4));
  }
  return parts.length === 0 ? fail(HOW) : ok(Buffer.concat(parts));
}

function readRoute(item: unknown): Result<ClasslessRoute> {
  let destinationText: unknown;
  let routerText: unknown;
  if (typeof item === 'string') {
    const words = item.trim().split(/\s+(?:via\s+)?/);
    if (words.length !== 2) return fail(HOW);
    [destinationText, routerText] = words;
  } else if (typeof item === 'object' && item !== null && 'destination' in item && 'router' in item) {
    destinationText = item.destination;
    routerText = item.router;
  }
  if (typeof destinationText !== 'string' || typeof routerText !== 'string') return fail(HOW);
  const destination = parseIpv4Network(destinationText);
  if (!destination.ok) return destination;
  const router = parseIpv4Address(routerText);
  if (!router.ok) return router;
  return ok({ destination: destination.value, router: router.value });
}

/** `10.8.0.0/16 via 10.79.0.1, …`; hexadecimal when the value is no list of routes. */
export function printRoutes(value: Buffer): string {
  const routes = decodeRoutes(value);
  if (routes === undefined || routes.length === 0) return printHex(value);
  return routes
    .map(({ destination, router }) => `${formatIpv4Network(destination)} via ${formatIpv4Address(router)}`)
    .join(', ');
}
