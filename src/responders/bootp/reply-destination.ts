import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';

/** Where a reply goes; a decision of its own because the field gets it wrong in every cell of the table. */
export type ReplyDestination =
  /** To the relay, at the server port or the one that it asks for: giaddr decides, not the UDP source and not the broadcast flag. */
  | { readonly to: 'relay'; readonly address: Ipv4Address; readonly port: number | undefined }
  /** To a client that has its address and answers ARP for it. */
  | { readonly to: 'client'; readonly address: Ipv4Address }
  /** To a client that has no address yet: an Ethernet frame to its hardware address, or a broadcast where none can be made. */
  | { readonly to: 'hardware'; readonly mac: MacAddress; readonly address: Ipv4Address }
  | { readonly to: 'broadcast' };

/** OFFER, ACK and BOOTREPLY go by the same rows; a NAK has rows of its own; an ACK to INFORM always goes to ciaddr. */
export type ReplyKind = 'offer-or-ack' | 'nak' | 'inform-ack';

/**
 * RFC 2131 §4.1 (and RFC 1542 §5.4 for BOOTP), row by row:
 *
 * | giaddr | ciaddr | broadcast flag | OFFER, ACK, BOOTREPLY | NAK |
 * |---|---|---|---|---|
 * | set | any | any | giaddr, server port | giaddr, server port |
 * | 0 | set | any | ciaddr, client port | broadcast |
 * | 0 | 0 | set | broadcast | broadcast |
 * | 0 | 0 | clear | yiaddr at chaddr | broadcast |
 *
 * `relayPort`: where the relay listens when that is not the server port (RFC 8357).
 * undefined: an INFORM without ciaddr and giaddr leaves nowhere to answer to.
 */
export function chooseReplyDestination(
  request: Pick<BootpMessage, 'relayAddress' | 'clientAddress' | 'broadcast' | 'mac'>,
  kind: ReplyKind,
  yourAddress: Ipv4Address,
  relayPort: number | undefined,
): ReplyDestination | undefined {
  const relay = { to: 'relay', address: request.relayAddress, port: relayPort } as const;
  if (request.relayAddress !== 0 && kind !== 'inform-ack') return relay;
  if (kind === 'nak') return { to: 'broadcast' };
  if (request.clientAddress !== 0) return { to: 'client', address: request.clientAddress };
  if (kind === 'inform-ack') {
    return request.relayAddress === 0 ? undefined : relay;
  }
  if (request.broadcast || request.mac === undefined) return { to: 'broadcast' };
  return { to: 'hardware', mac: request.mac, address: yourAddress };
}
