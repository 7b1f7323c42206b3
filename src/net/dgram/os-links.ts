import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

import { parseIpv4Address } from '../../values/ipv4-address.js';
import { networkOf } from '../../values/ipv4-network.js';
import { parseMacAddress } from '../../values/mac-address.js';
import type { Link } from '../link.js';
import type { InterfaceAddress } from '../net.port.js';

/** The links that Node itself tells of: those that run and have an address. */
export function readOsLinks(): readonly Link[] {
  const links: Link[] = [];
  for (const [name, entries = []] of Object.entries(networkInterfaces())) {
    const ipv4 = entries.filter(({ family }) => family === 'IPv4');
    const [first] = ipv4;
    if (first === undefined) continue;
    const mac = parseMacAddress(first.mac);
    links.push({
      index: readNumber(name, 'ifindex') ?? links.length + 1,
      name,
      mac: mac.ok ? mac.value : undefined,
      mtu: readNumber(name, 'mtu') ?? 1500,
      up: true,
      loopback: first.internal,
      kind: undefined,
      master: undefined,
      addresses: ipv4.flatMap(({ address, cidr }) => addressOf(address, cidr)),
    });
  }
  return links;
}

function addressOf(text: string, cidr: string | null): readonly InterfaceAddress[] {
  const address = parseIpv4Address(text);
  if (!address.ok) return [];
  const prefixLength = Number(cidr?.split('/')[1] ?? 32);
  return [{ address: address.value, network: networkOf(address.value, prefixLength) }];
}

/** A number that Linux shows under /sys/class/net; undefined on other systems. */
function readNumber(name: string, file: string): number | undefined {
  try {
    return Number(readFileSync(`/sys/class/net/${name}/${file}`, 'utf8'));
  } catch {
    return undefined;
  }
}
