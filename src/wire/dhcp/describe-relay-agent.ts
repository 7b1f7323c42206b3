import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { decodeSubOptions, relaySubOption, type SubOption } from './sub-options.codec.js';

/** One sub-option of option 82 for people: what it is called, and its value as text where it is text or an address. */
export interface RelayAgentPart {
  readonly code: number;
  /** Undefined for a number that no RFC gives a name. */
  readonly name: string | undefined;
  readonly text: string | undefined;
  readonly hex: string;
}

/** What relays and switches said of a client, sub-option by sub-option; octets that are none are left out. */
export function describeRelayAgent(value: Buffer): RelayAgentPart[] {
  return decodeSubOptions(value, 'relay').subOptions.map((subOption) => ({
    code: subOption.code,
    name: relaySubOption(subOption.code)?.name,
    text: textOf(subOption),
    hex: subOption.value.toString('hex'),
  }));
}

function textOf({ code, value }: SubOption): string | undefined {
  if (relaySubOption(code)?.isAddress === true) {
    return value.length === 4 ? formatIpv4Address(value.readUInt32BE(0) as Ipv4Address) : undefined;
  }
  const isText = value.length > 0 && value.every((octet) => octet >= 0x20 && octet < 0x7f);
  return isText ? value.toString('latin1') : undefined;
}
