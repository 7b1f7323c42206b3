import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatSunMacAddress } from '../../values/mac-address.js';
import { ARP_REPLY, ARP_REQUEST } from '../../wire/arp/arp.codec.js';
import { DRARP_ERROR, DRARP_REQUEST, RARP_REPLY, RARP_REQUEST, type RarpPacket } from '../../wire/rarp/rarp.codec.js';
import type { RarpVerdict } from './rarp.decision.js';

const NO_MAPPING = 'could not map hardware address to IP address';

/** What `in.rarpd -d` says of each device when it starts, in its words (Solaris 8; later ones say `lladdress`) and order. */
export function renderRarpStart({ name, mac, addresses }: ServerWire): string[] {
  const hardwareAddress = formatSunMacAddress(mac);
  return [
    `device ${name} ethernetaddress ${hardwareAddress}`,
    ...addresses.flatMap(({ address, network }) => [
      `device ${name} address ${formatIpv4Address(address)}`,
      `device ${name} subnet mask ${formatIpv4Address(network.mask)}`,
    ]),
    `starting rarp service on device ${name} address ${hardwareAddress}`,
  ];
}

/** What `in.rarpd -d` says of one request, in its order, with our reason where its words end. */
export function renderRarpTrace(request: RarpPacket, verdict: RarpVerdict, wire: ServerWire): string[] {
  switch (request.operation) {
    case RARP_REQUEST:
      return renderLookup('RARP_REQUEST', request, verdict, wire);
    case DRARP_REQUEST:
      return renderLookup('DRARP_REQUEST', request, verdict, wire);
    case ARP_REQUEST:
      return verdict.kind === 'reply' ? ['ARPOP_REQUEST', 'immediate reply sent'] : ['ARPOP_REQUEST'];
    case RARP_REPLY:
      return ['REVARP_REPLY ignored'];
    case ARP_REPLY:
      return ['ARPOP_REPLY ignored'];
    default:
      return [`unknown opcode 0x${request.operation.toString(16)}`];
  }
}

function renderLookup(what: string, request: RarpPacket, verdict: RarpVerdict, wire: ServerWire): string[] {
  const { source, senderHardwareAddress, targetHardwareAddress } = request;
  const own = source === senderHardwareAddress && senderHardwareAddress === targetHardwareAddress;
  const asked = `${what} for ${formatSunMacAddress(targetHardwareAddress)}`;
  return [asked, ...(own ? [] : ['weird (3rd party lookup)']), ...renderOutcome(verdict, wire)];
}

function renderOutcome(verdict: RarpVerdict, wire: ServerWire): string[] {
  if (verdict.kind === 'silent') {
    if (verdict.reason === 'unknown-machine' || verdict.reason === 'no-address') return [NO_MAPPING];
    if (verdict.reason !== 'no-address-on-this-wire') return [`no reply: ${verdict.reason}`];
    return [...renderNetworksTried(wire, wire.addresses.length), 'got host entry but no IP address on this net'];
  }
  const { operation, targetProtocolAddress, senderProtocolAddress } = verdict.reply;
  if (operation === DRARP_ERROR) return [NO_MAPPING, `DRARP_ERROR ${targetProtocolAddress >>> 24} sent`];
  const tried = 1 + wire.addresses.findIndex(({ address }) => address === senderProtocolAddress);
  const onLink = serverAddressFor(wire, targetProtocolAddress) !== undefined;
  return [
    ...renderNetworksTried(wire, onLink ? tried : wire.addresses.length),
    ...(onLink ? [] : ['no IP address on this net, but its network shares this wire']),
    `good lookup, maps to ${formatIpv4Address(targetProtocolAddress)}`,
    verdict.delay === undefined ? 'immediate reply sent' : 'delayed reply sent',
  ];
}

/** The first address of a device is its physical one to in.rarpd, the others are logical ones (`le0:1`). */
function renderNetworksTried(wire: ServerWire, count: number): string[] {
  return wire.addresses.slice(0, count).map(({ network }, at) => {
    const which = at === 0 ? 'physical' : `logical ${at}`;
    const mask = network.mask.toString(16).padStart(8, '0');
    return `trying ${which} netnum ${formatIpv4Address(network.address)} mask ${mask}`;
  });
}
