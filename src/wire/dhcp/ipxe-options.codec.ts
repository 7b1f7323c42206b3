import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import {
  IPXE_SETTINGS,
  ipxeFeatureName,
  ipxeSetting,
  isIpxeFeature,
  type IpxeSetting,
  type IpxeSettingType,
} from './ipxe-option.table.js';
import { octetsOf, printHex, printText } from './option-text.js';
import { decodeSubOptions } from './sub-options.codec.js';

/** Bus type 1 of a network device descriptor: PCI, with vendor and device in two octets each. */
const PCI = 1;
const PCI_DESCRIPTOR = 5;

const OCTETS_OF_NUMBER: Readonly<Partial<Record<IpxeSettingType, number>>> = { uint8: 1, int8: 1, uint32: 4 };

/**
 * Option 175 from what an operator wrote: settings by their names in iPXE's scripts (or their numbers), as in
 * `{ "no-pxedhcp": 1, "scriptlet": "dhcp && chain http://10.79.0.1/menu" }`; or its octets. Each setting is code,
 * length, value (iPXE's DHCP_ENCAP_OPT), and no End follows: ISC dhcpd writes none either, and iPXE needs none.
 */
export function encodeIpxeOptions(value: unknown): Result<Buffer> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Buffer.isBuffer(value)) {
    const octets = octetsOf(value);
    if (octets.ok) return octets;
    return fail(`takes iPXE's settings by name, such as { "no-pxedhcp": 1 }, or octets in hexadecimal`);
  }
  const parts: Buffer[] = [];
  for (const [key, written] of Object.entries(value)) {
    const row = ipxeSetting(/^\d+$/.test(key) ? Number(key) : key);
    const code = row?.code ?? (/^\d+$/.test(key) ? Number(key) : 0);
    if (code < 1 || code > 254) return fail(`has no setting "${key}"; iPXE's are ${namesOfSettings()}`);
    const octets = encodeSetting(row?.type ?? 'bytes', written);
    if (!octets.ok) return fail(`${key} ${octets.error}`);
    if (octets.value.length > 255) return fail(`${key} has ${octets.value.length} octets, at most 255 are possible`);
    parts.push(Buffer.from([code, octets.value.length]), octets.value);
  }
  return ok(Buffer.concat(parts));
}

/** `features http, tftp; no-pxedhcp 1, busid pci 1af4:1000, version 1.21.1`; octets that are no settings in hexadecimal. */
export function printIpxeOptions(value: Buffer): string {
  const { subOptions, rest } = decodeSubOptions(value, 'vendor');
  if (subOptions.length === 0) return printHex(value);
  const features = subOptions.filter(({ code }) => isIpxeFeature(code));
  const items = subOptions
    .filter(({ code }) => !isIpxeFeature(code))
    .map(({ code, value: octets }) => printSetting(code, ipxeSetting(code), octets));
  if (rest.length > 0) items.push(`and ${printHex(rest)} left over`);
  const names = features.map(({ code, value: octets }) => printFeature(code, octets));
  return [names.length === 0 ? '' : `features ${names.join(', ')}`, items.join(', ')]
    .filter((part) => part !== '')
    .join('; ');
}

function printFeature(code: number, octets: Buffer): string {
  const name = ipxeFeatureName(code);
  // One octet: the version of the feature, 1 for nearly all of them.
  return octets.length === 1 && octets[0] === 1 ? name : `${name} ${printHex(octets)}`;
}

function printSetting(code: number, row: IpxeSetting | undefined, octets: Buffer): string {
  if (row === undefined) return `${code} ${printHex(octets)}`;
  return `${row.name} ${printValue(row.type, octets)}`;
}

function printValue(type: IpxeSettingType, octets: Buffer): string {
  const size = OCTETS_OF_NUMBER[type];
  if (size !== undefined && octets.length === size) {
    return String(type === 'int8' ? octets.readInt8(0) : octets.readUIntBE(0, size));
  }
  if (type === 'text') return printText(octets);
  if (type === 'version') return [...octets].join('.');
  if (type === 'address' && octets.length === 4) return formatIpv4Address(octets.readUInt32BE(0) as Ipv4Address);
  if (type === 'bus-id' && octets[0] === PCI && octets.length === PCI_DESCRIPTOR) {
    return `pci ${octets.toString('hex', 1, 3)}:${octets.toString('hex', 3, 5)}`;
  }
  return printHex(octets);
}

function encodeSetting(type: IpxeSettingType, written: unknown): Result<Buffer> {
  switch (type) {
    case 'text':
      if (typeof written !== 'string' || written === '') return fail('takes a text');
      return ok(Buffer.from(written, 'utf8'));
    case 'address': {
      const address = typeof written === 'string' ? parseIpv4Address(written) : fail('takes an IPv4 address as text');
      if (!address.ok) return address;
      const octets = Buffer.alloc(4);
      octets.writeUInt32BE(address.value);
      return ok(octets);
    }
    case 'version':
      if (typeof written !== 'string' || !/^\d{1,3}(\.\d{1,3})*$/.test(written))
        return fail('takes a text such as 1.21.1');
      return octetsOf(written.split('.').map(Number));
    case 'uint8':
      return encodeInteger(written, 1, 0, 0xff);
    case 'int8':
      return encodeInteger(written, 1, -0x80, 0x7f);
    case 'uint32':
      return encodeInteger(written, 4, 0, 0xffff_ffff);
    case 'bus-id': {
      const pci = typeof written === 'string' ? /^pci ([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(written) : null;
      return pci === null ? octetsOf(written) : ok(Buffer.from(`01${pci[1]}${pci[2]}`, 'hex'));
    }
    case 'bytes':
      return octetsOf(written);
  }
}

function encodeInteger(written: unknown, size: number, least: number, most: number): Result<Buffer> {
  const number = typeof written === 'boolean' ? Number(written) : written;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < least || number > most) {
    return fail(`takes a whole number from ${least} to ${most}, not ${JSON.stringify(written)}`);
  }
  const octets = Buffer.alloc(size);
  if (least < 0) octets.writeIntBE(number, 0, size);
  else octets.writeUIntBE(number, 0, size);
  return ok(octets);
}

function namesOfSettings(): string {
  return IPXE_SETTINGS.map(({ name }) => name).join(', ');
}
