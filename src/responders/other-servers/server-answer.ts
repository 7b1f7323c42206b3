import type { Ipv4Address } from '../../values/ipv4-address.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { decodeBootp } from '../../wire/bootp/bootp.codec.js';
import { DHCP_MESSAGE_TYPES, dhcpMessageTypeName } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readAddress, readText, readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { decodeUdpFrame } from '../../wire/ipv4/udp-frame.codec.js';

const SERVER_PORT = 67;
const BOOTREPLY = 2;
const VENDOR_SPECIFIC = 43;
const DHCP_MESSAGE_TYPE = 53;
const SERVER_IDENTIFIER = 54;
const VENDOR_CLASS = 60;
const BOOT_FILE_NAME = 67;

/** One answer of a DHCP or BOOTP server, ours or another's, as it was heard on the wire. */
export interface ServerAnswer {
  /** The server's own word for itself (option 54), else where the packet came from. */
  readonly server: Ipv4Address;
  /** Who sent the frame: the server, or the router or relay in front of it. */
  readonly mac: MacAddress;
  readonly client: MacAddress | undefined;
  /** `DHCPOFFER`, `DHCPACK`, `DHCPNAK`, `BOOTREPLY`. */
  readonly name: string;
  /** What is in it for the client, in words: `address 10.79.0.120`, `boot file pxelinux.0 from 10.79.0.250`. */
  readonly offers: readonly string[];
  /**
   * It says `PXEClient` (option 60) and has no option 43: EDK2 takes it for a BINL server and asks it for the boot file
   * on port 4011, whoever else offers one (PxeBcDhcp4.c).
   */
  readonly isBinl: boolean;
}

/** Undefined for frames that are no answer of a server. A relay that speaks for its server is told by option 54 = giaddr. */
export function readServerAnswer(frame: Buffer): ServerAnswer | undefined {
  const udp = decodeUdpFrame(frame);
  if (!udp.ok || udp.value.sourcePort !== SERVER_PORT) return undefined;
  const decoded = decodeBootp(udp.value.payload);
  if (!decoded.ok || decoded.value.operation !== BOOTREPLY) return undefined;
  const message = decoded.value;
  const server = readAddress(message.options, SERVER_IDENTIFIER) ?? udp.value.sourceAddress;
  if (server === 0 || server === message.relayAddress) return undefined;
  return {
    server,
    mac: udp.value.sourceMac,
    client: message.mac,
    name: nameOf(message),
    offers: offersOf(message),
    isBinl: isBinl(message),
  };
}

function isBinl({ options }: BootpMessage): boolean {
  return (readText(options, VENDOR_CLASS) ?? '').startsWith('PXEClient') && !options.has(VENDOR_SPECIFIC);
}

function nameOf(message: BootpMessage): string {
  const type = readUint8(message.options, DHCP_MESSAGE_TYPE);
  return type === undefined ? 'BOOTREPLY' : (dhcpMessageTypeName(type) ?? `DHCP message type ${type}`);
}

function offersOf(message: BootpMessage): string[] {
  if (readUint8(message.options, DHCP_MESSAGE_TYPE) === DHCP_MESSAGE_TYPES.DHCPNAK) return ['refusals'];
  const offers: string[] = [];
  if (message.yourAddress !== 0) offers.push(`address ${formatIpv4Address(message.yourAddress)}`);
  const file = message.bootFile === '' ? readText(message.options, BOOT_FILE_NAME) : message.bootFile;
  const from = message.serverAddress === 0 ? '' : ` from ${formatIpv4Address(message.serverAddress)}`;
  if (file !== undefined && file !== '') offers.push(`boot file ${file}${from}`);
  else if (message.yourAddress === 0) offers.push(`boot menu${from}`);
  return offers;
}
