import { z } from 'zod';
import { parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import { parseIpv4Network, type Ipv4Network } from '../values/ipv4-network.js';
import { BROADCAST_MAC, isGroupMac, parseMacAddress, ZERO_MAC, type MacAddress } from '../values/mac-address.js';
import { fail, type Result } from '../values/result.js';

/** A text field that is read by one of our own parsers; the parser's words become the reason. */
export function readBy<Value>(read: (text: string) => Result<Value>, meta: { description: string; example: string }) {
  return z
    .string()
    .transform((text, context): Value => {
      const value = read(text);
      if (value.ok) return value.value;
      context.issues.push({ code: 'custom', message: value.error, input: text });
      return z.NEVER;
    })
    .meta({ description: meta.description, examples: [meta.example] });
}

/** A hardware address that can be one machine's own. */
export function readOwnMac(text: string): Result<MacAddress> {
  const mac = parseMacAddress(text);
  if (!mac.ok) return mac;
  if (mac.value === BROADCAST_MAC) return fail("is the broadcast address and cannot be a machine's own");
  if (mac.value === ZERO_MAC) return fail("is all zeros and cannot be a machine's own");
  if (isGroupMac(mac.value)) {
    return fail("is a multicast address (lowest bit of the first octet is 1) and cannot be a machine's own");
  }
  return mac;
}

export const macField = readBy<MacAddress>(readOwnMac, {
  description:
    'Hardware address: 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de',
  example: '08:00:20:8e:48:de',
});

export const ipv4Field = readBy<Ipv4Address>(parseIpv4Address, {
  description: 'IPv4 address',
  example: '192.168.0.21',
});

/** An address of one host somewhere: not 0.0.0.0/8, not loopback, not multicast and above. */
export const hostAddressField = readBy<Ipv4Address>(
  (text) => {
    const address = parseIpv4Address(text);
    if (!address.ok) return address;
    const first = address.value >>> 24;
    if (first === 0 || first === 127 || first >= 224)
      return fail(`"${text}" is not the address of a host on a network`);
    return address;
  },
  { description: 'IPv4 address of a host', example: '10.79.0.1' },
);

export const cidrField = readBy<Ipv4Network>(
  (text) => {
    const network = parseIpv4Network(text);
    if (!network.ok) return network;
    const first = network.value.address >>> 24;
    if (network.value.prefixLength < 4 || first === 0 || first === 127 || first >= 224) {
      return fail(`"${text}" holds addresses that no host can have; write it as 10.79.0.0/24`);
    }
    return network;
  },
  { description: 'The network with its prefix length, host bits zero', example: '10.79.0.0/24' },
);

/** A machine's UUID as `dmidecode` shows it; what boards without one send identifies nothing. */
export const uuidField = readBy<string>(
  (text) => {
    const digits = text.replaceAll(/[-{}]/g, '').toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(digits)) {
      return fail(`"${text}" is not a UUID; write it as f81d4fae-7dec-11d0-a765-00a0c91e6bf6`);
    }
    if (/^(?:0{32}|f{32})$/.test(digits)) return fail('is what boards without a UUID send; it identifies no machine');
    return { ok: true, value: digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') };
  },
  {
    description: 'UUID of the machine (option 97), which leads here when the MAC does not',
    example: 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  },
);

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** A host or domain name, RFC 1123 §2.1: labels of letters, digits and inner hyphens, 253 characters at most. */
export function readHostName(text: string): Result<string> {
  if (text === '') return fail('is empty');
  if (text.length > 253) return fail(`has ${text.length} characters; a host name has at most 253 (RFC 1123)`);
  if (parseIpv4Address(text).ok) return fail('looks like an IPv4 address; a host name must not (RFC 1123 §2.1)');
  const wrong = text.split('.').find((label) => !LABEL.test(label));
  if (wrong === undefined) return { ok: true, value: text };
  const about = wrong === '' ? 'has an empty part between dots' : `has the part "${wrong}"`;
  return fail(`${about}; each part is 1 to 63 letters, digits and hyphens, no hyphen at either end (RFC 1123)`);
}

export const hostNameField = readBy<string>(readHostName, { description: 'Host name (RFC 1123)', example: 'ultra10' });
export const domainField = readBy<string>(readHostName, { description: 'Domain name', example: 'lab.example' });

/** What the appliance sets itself; accepted so that a record can be sent back as it was read, and not used. */
export const readOnlyFields = {
  id: z.number().optional().meta({ readOnly: true, description: 'Given by the appliance; not used when sent' }),
  createdAt: z.string().optional().meta({ readOnly: true, description: 'Given by the appliance; not used when sent' }),
  updatedAt: z.string().optional().meta({ readOnly: true, description: 'Given by the appliance; not used when sent' }),
};
