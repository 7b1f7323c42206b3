import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { BootpMessage } from '../bootp/bootp-message.js';
import { dhcpOption, printOption } from './dhcp-option.table.js';
import { dhcpMessageTypeName } from './dhcp-message-type.table.js';
import { readText, readUint8 } from './dhcp-options.codec.js';
import { printText } from './option-text.js';
import { printPxeOptions } from '../pxe/print-pxe-options.js';

const VENDOR_OPTIONS = 43;
const VENDOR_CLASS = 60;

const HARDWARE_NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'ethernet'],
  [6, 'ieee802'],
  [7, 'arcnet'],
  [15, 'frame relay'],
  [16, 'atm'],
  [20, 'serial'],
  [24, 'firewire'],
  [32, 'infiniband'],
]);

/**
 * A BOOTP or DHCP message for people, one fact per line, no line end at the end. Addresses of 0.0.0.0 and empty fields
 * are left out; everything that the packet decides is quoted, so that it cannot forge a line.
 */
export function printMessage(message: BootpMessage): string {
  const lines = [headline(message)];
  const line = (name: string, text: string): void => {
    lines.push(`  ${name.padEnd(12)} ${text}`);
  };
  line('hardware', printHardware(message));
  for (const [name, address] of [
    ['ciaddr', message.clientAddress],
    ['yiaddr', message.yourAddress],
    ['siaddr', message.serverAddress],
    ['giaddr', message.relayAddress],
  ] as const)
    if (address !== 0) line(name, formatIpv4Address(address));
  if (message.serverName !== '') line('sname', printText(Buffer.from(message.serverName)));
  if (message.bootFile !== '') line('file', printText(Buffer.from(message.bootFile)));
  if (message.vendorArea !== 'options') line('vendor area', message.vendorArea);
  const vendorClass = readText(message.options, VENDOR_CLASS) ?? '';
  for (const code of message.options.codes()) {
    const name = dhcpOption(code)?.name ?? 'unknown';
    const value = message.options.get(code) ?? Buffer.alloc(0);
    const isPxe = code === VENDOR_OPTIONS && vendorClass.startsWith('PXEClient');
    line(`option ${code}`, `${name}: ${isPxe ? printPxeOptions(value) : printOption(code, value)}`);
  }
  for (const oddity of message.oddities) line('odd', oddity);
  return lines.join('\n');
}

/** `BOOTREQUEST DHCPDISCOVER xid 0x3903f326 secs 4 flags 0x8000 broadcast hops 1`. */
function headline(message: BootpMessage): string {
  const words = [message.operation === 1 ? 'BOOTREQUEST' : 'BOOTREPLY'];
  const type = readUint8(message.options, 53);
  if (type !== undefined) words.push(dhcpMessageTypeName(type) ?? `DHCP type ${type}`);
  words.push(`xid 0x${hex(message.transactionId, 8)}`, `secs ${message.seconds}`, `flags 0x${hex(message.flags, 4)}`);
  if (message.broadcast) words.push('broadcast');
  if (message.hops !== 0) words.push(`hops ${message.hops}`);
  return words.join(' ');
}

function printHardware(message: BootpMessage): string {
  const name = HARDWARE_NAMES.get(message.hardwareType) ?? `type ${message.hardwareType}`;
  if (message.mac !== undefined) return `${name} ${formatMacAddress(message.mac)}`;
  const used = message.hardwareAddress.subarray(0, message.hardwareLength);
  return used.length === 0 ? `${name} without an address` : `${name} 0x${used.toString('hex')}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
