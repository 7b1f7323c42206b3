import type { KnownNetwork } from '../../boot/known-machine.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { DHCP_MESSAGE_TYPE, RAPID_COMMIT } from './option-codes.js';

/**
 * Is this a DISCOVER that may be answered by an ACK at once (RFC 4039 §3)? Only where we are the authority: another
 * server that did the same would leave the client with two leases.
 */
export function asksForRapidCommit({ options }: BootpMessage, network: KnownNetwork): boolean {
  return (
    network.authoritative &&
    options.has(RAPID_COMMIT) &&
    readUint8(options, DHCP_MESSAGE_TYPE) === DHCP_MESSAGE_TYPES.DHCPDISCOVER
  );
}
