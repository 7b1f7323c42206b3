import { printHex, printText } from './option-text.js';
import { decodeSubOptions } from './sub-options.codec.js';

/** Enterprise numbers (IANA) of those who send these options to machines that boot. */
const ENTERPRISES: ReadonlyMap<number, string> = new Map([
  [9, 'Cisco'],
  [311, 'Microsoft'],
  [343, 'Intel'],
  [3561, 'Broadband Forum'],
  [4491, 'CableLabs'],
  [10_055, 'iPXE'],
  [40_712, 'OpenWrt'],
  [43_793, 'systemd'],
]);
const HEAD = 5;

/** Options 124 and 125 (RFC 3925 §3, §4): enterprise number, length, data; again and again. */
export function printVendorIdentifying(value: Buffer, data: 'class' | 'options'): string {
  const items: string[] = [];
  let at = 0;
  while (at + HEAD <= value.length) {
    const end = at + HEAD + (value[at + 4] ?? 0);
    if (end > value.length) break;
    const octets = value.subarray(at + HEAD, end);
    items.push(
      `${printEnterprise(value.readUInt32BE(at))}: ${data === 'class' ? printClasses(octets) : printOptions(octets)}`,
    );
    at = end;
  }
  if (items.length === 0) return printHex(value);
  return at === value.length ? items.join('; ') : `${items.join('; ')} and ${printHex(value.subarray(at))} left over`;
}

function printEnterprise(number: number): string {
  const name = ENTERPRISES.get(number);
  return name === undefined ? `enterprise ${number}` : `enterprise ${number} ${name}`;
}

/** RFC 3925 §3: lengths and octets. */
function printClasses(octets: Buffer): string {
  const classes: string[] = [];
  let at = 0;
  while (at < octets.length) {
    const end = at + 1 + (octets[at] ?? 0);
    if (end > octets.length) return printHex(octets);
    classes.push(printText(octets.subarray(at + 1, end)));
    at = end;
  }
  return classes.length === 0 ? 'empty' : classes.join(', ');
}

/** RFC 3925 §4: code, length, value, without Pad and End. */
function printOptions(octets: Buffer): string {
  const { subOptions, rest } = decodeSubOptions(octets, 'relay');
  if (subOptions.length === 0) return printHex(octets);
  const items = subOptions.map(({ code, value }) => `${code} ${printHex(value)}`);
  if (rest.length > 0) items.push(`and ${printHex(rest)} left over`);
  return items.join(', ');
}
