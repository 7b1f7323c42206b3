import { chooseAddress, hasAddress } from '../../boot/choose-address.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import { mayBoot } from '../../boot/may-boot.js';
import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { RARP_REPLY, RARP_REQUEST, type RarpPacket } from '../../wire/rarp/rarp.codec.js';
import { silent, type Verdict } from '../verdict.js';

/** A RARP reply carries its own destination: the Ethernet source of the request. */
export type RarpVerdict = Verdict<RarpPacket, 'requester'>;

/**
 * RFC 903: a request reverse for a machine of the inventory is answered with its address on this wire, unicast to
 * whoever asked; there are no negative replies. The machine is the target hardware address, which may be a third
 * party's. Other operations ask nothing of us: a reply is another server's, DRARP (RFC 1931) goes unanswered by a
 * plain RARP server.
 */
export function decideRarp(
  request: RarpPacket,
  known: { readonly machine: KnownMachine; readonly nic: KnownNic } | undefined,
  wire: ServerWire,
  networkOf: (address: Ipv4Address) => KnownNetwork | undefined,
): RarpVerdict {
  if (request.operation !== RARP_REQUEST) return silent('not-for-us', { operation: request.operation });
  if (known === undefined) return silent('unknown-machine');
  const { machine, nic } = known;
  if (!mayBoot(machine)) return silent('paused');
  if (wire.addresses.length === 0) return silent('interface-without-address');

  const address = chooseAddress(machine, nic, (candidate) => serverAddressFor(wire, candidate) !== undefined);
  const server = address === undefined ? undefined : serverAddressFor(wire, address);
  if (address === undefined || server === undefined) {
    if (!hasAddress(machine)) return silent('no-address');
    return silent('no-address-on-this-wire', { addresses: addressesOf(machine) });
  }
  const mode = networkOf(address)?.mode;
  if (mode === 'off') return silent('network-off');
  if (mode === 'shadow') return silent('shadow', { would: `RARP reply ${formatIpv4Address(address)}` });
  return {
    kind: 'reply',
    destination: 'requester',
    reply: {
      source: wire.mac,
      destination: request.source,
      operation: RARP_REPLY,
      senderHardwareAddress: wire.mac,
      senderProtocolAddress: server.address,
      targetHardwareAddress: request.targetHardwareAddress,
      targetProtocolAddress: address,
    },
  };
}

function addressesOf(machine: KnownMachine): string {
  return machine.nics.flatMap((nic) => (nic.ip === undefined ? [] : [formatIpv4Address(nic.ip)])).join(' ');
}
