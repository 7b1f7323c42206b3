import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from './ipv4-address.js';
import { fail, ok, type Result } from './result.js';

/** An IPv4 network. `address` has no host bits; `mask` is the netmask as a number. */
export interface Ipv4Network {
  readonly address: Ipv4Address;
  readonly prefixLength: number;
  readonly mask: Ipv4Address;
}

function maskOf(prefixLength: number): Ipv4Address {
  return (prefixLength === 0 ? 0 : (0xffff_ffff << (32 - prefixLength)) >>> 0) as Ipv4Address;
}

/** The network that an address with this prefix length lies on (host bits are cleared). */
export function networkOf(address: Ipv4Address, prefixLength: number): Ipv4Network {
  const mask = maskOf(prefixLength);
  return { address: ((address & mask) >>> 0) as Ipv4Address, prefixLength, mask };
}

/** `10.79.0.0/24`. Host bits must be zero, so that a mistyped host address is not taken for a network. */
export function parseIpv4Network(text: string): Result<Ipv4Network> {
  const [addressText = '', prefixText = '', ...rest] = text.trim().split('/');
  if (rest.length > 0 || !/^\d{1,2}$/.test(prefixText) || Number(prefixText) > 32) {
    return fail(`"${text}" is not a network; write it as 10.79.0.0/24`);
  }
  const address = parseIpv4Address(addressText);
  if (!address.ok) return address;
  const network = networkOf(address.value, Number(prefixText));
  if (network.address !== address.value) {
    return fail(`"${text}" has host bits set; the network is ${formatIpv4Network(network)}`);
  }
  return ok(network);
}

export function formatIpv4Network(network: Ipv4Network): string {
  return `${formatIpv4Address(network.address)}/${network.prefixLength}`;
}

export function networkContains(network: Ipv4Network, address: Ipv4Address): boolean {
  return (address & network.mask) >>> 0 === network.address;
}

/** The all-ones host address (RFC 919 §7). For /31 and /32 there is none: the last address is a host (RFC 3021). */
export function broadcastAddressOf(network: Ipv4Network): Ipv4Address {
  return ((network.address | ~network.mask) >>> 0) as Ipv4Address;
}

/** May a host have this address here? Not the network's own address and not its broadcast address (but for /31, /32). */
export function isHostAddressOf(network: Ipv4Network, address: Ipv4Address): boolean {
  if (!networkContains(network, address)) return false;
  if (network.prefixLength >= 31) return true;
  return address !== network.address && address !== broadcastAddressOf(network);
}

export function networksOverlap(a: Ipv4Network, b: Ipv4Network): boolean {
  return networkContains(a, b.address) || networkContains(b, a.address);
}
