import type { KnownNic } from '../../boot/known-machine.js';
import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { BROADCAST_MAC, ZERO_MAC, type MacAddress } from '../../values/mac-address.js';
import { ARP_REPLY, ARP_REQUEST, type ArpPacket } from '../../wire/arp/arp.codec.js';

/** Does the address itself answer? `unknown`: it must be asked first. */
export type Presence = 'unknown' | 'answers' | 'silent';

export type ProxyVerdict =
  /** It asks nothing that a proxy answers. */
  | { readonly kind: 'no' }
  /** The router's hardware address, to whoever asked. */
  | { readonly kind: 'reply'; readonly reply: ArpPacket }
  /** A question of ours to the address itself; whoever asked will ask again. */
  | { readonly kind: 'probe'; readonly probe: ArpPacket };

const NO: ProxyVerdict = { kind: 'no' };

/**
 * RFC 1027: a question for a machine that is marked remote is answered with the hardware address of the router that
 * reaches it, unless the address answers by itself. Not answered: probes and announcements (RFC 5227, somebody is about
 * to take the address), questions of the machine itself and of the router.
 */
export function decideProxyArp(
  request: ArpPacket,
  remote: KnownNic | undefined,
  wire: ServerWire,
  presenceOf: (address: Ipv4Address) => Presence,
): ProxyVerdict {
  const router = remote?.details?.proxyArp;
  const { targetProtocolAddress: address, senderProtocolAddress, senderHardwareAddress } = request;
  if (router === undefined || request.operation !== ARP_REQUEST) return NO;
  if (senderProtocolAddress === ANY_ADDRESS || senderProtocolAddress === address) return NO;
  if (senderHardwareAddress === router || senderHardwareAddress === remote?.mac) return NO;
  if (serverAddressFor(wire, senderProtocolAddress) === undefined) return NO;
  switch (presenceOf(address)) {
    case 'answers':
      return NO;
    case 'unknown':
      return { kind: 'probe', probe: probeOf(wire, address) };
    case 'silent':
      return { kind: 'reply', reply: replyTo(request, wire, router) };
  }
}

/** RFC 5227 §2.1.1: no sender address, so that nobody's table changes. */
function probeOf(wire: ServerWire, address: Ipv4Address): ArpPacket {
  return {
    source: wire.mac,
    destination: BROADCAST_MAC,
    operation: ARP_REQUEST,
    senderHardwareAddress: wire.mac,
    senderProtocolAddress: ANY_ADDRESS,
    targetHardwareAddress: ZERO_MAC,
    targetProtocolAddress: address,
  };
}

/** The frame comes from us, or switches would look for the router at our port; only the packet speaks of the router. */
function replyTo(request: ArpPacket, wire: ServerWire, router: MacAddress): ArpPacket {
  return {
    source: wire.mac,
    destination: request.source,
    operation: ARP_REPLY,
    senderHardwareAddress: router,
    senderProtocolAddress: request.targetProtocolAddress,
    targetHardwareAddress: request.senderHardwareAddress,
    targetProtocolAddress: request.senderProtocolAddress,
  };
}
