import type { ServerWire } from '../../boot/server-wire.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatSunMacAddress } from '../../values/mac-address.js';
import type { RarpPacket } from '../../wire/rarp/rarp.codec.js';
import type { RarpVerdict } from './rarp.decision.js';

/** What `in.rarpd -d` says of each device when it starts, in its order. */
export function renderRarpStart(wire: ServerWire): string[] {
  return [
    `${wire.name}: Ethernet address = ${formatSunMacAddress(wire.mac)}`,
    ...wire.addresses.flatMap(({ address, network }) => [
      `${wire.name}: IP address = ${formatIpv4Address(address)}`,
      `${wire.name}: subnet mask = ${formatIpv4Address(network.mask)}`,
    ]),
    `${wire.name}: starting rarp service`,
  ];
}

/** What `in.rarpd -d` says of one request, in its order, with our reason where its words end. */
export function renderRarpTrace(request: RarpPacket, verdict: RarpVerdict, wire: ServerWire): string[] {
  const lines = [`RARP_REQUEST for ${formatSunMacAddress(request.targetHardwareAddress)}`];
  if (verdict.kind === 'silent') {
    if (verdict.reason === 'no-address-on-this-wire') lines.push(...renderNetworksTried(wire));
    lines.push(
      verdict.reason === 'unknown-machine' || verdict.reason === 'no-address'
        ? 'could not map hardware address to IP address'
        : verdict.reason === 'no-address-on-this-wire'
          ? 'got host entry but no IP address on this net'
          : `no reply: ${verdict.reason}`,
    );
    return lines;
  }
  const { targetProtocolAddress, senderProtocolAddress } = verdict.reply;
  lines.push(
    ...renderNetworksTried({
      ...wire,
      addresses: wire.addresses.slice(
        0,
        1 + wire.addresses.findIndex(({ address }) => address === senderProtocolAddress),
      ),
    }),
  );
  lines.push(`good lookup, maps to ${formatIpv4Address(targetProtocolAddress)}`, 'immediate reply sent');
  return lines;
}

function renderNetworksTried(wire: ServerWire): string[] {
  return wire.addresses.map(
    ({ network }) =>
      `trying physical netnum ${formatIpv4Address(network.address)} mask ${network.mask.toString(16).padStart(8, '0')}`,
  );
}
