import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { DhcpOptions } from './dhcp-options.codec.js';
import { decodeSubOptions } from './sub-options.codec.js';

const RELAY_AGENT_INFORMATION = 82;

const CIRCUIT_ID = 1;
const REMOTE_ID = 2;
const LINK_SELECTION = 5;
const SERVER_IDENTIFIER_OVERRIDE = 11;
const RELAY_SOURCE_PORT = 19;

/** What relays and switches say of a client (option 82, RFC 3046), as far as a server acts on it. Buffers are borrowed. */
export interface RelayAgent {
  /** Sub-options 1 and 2 (RFC 3046 §3): the port of the switch, and which switch. Opaque. */
  readonly circuitId: Buffer | undefined;
  readonly remoteId: Buffer | undefined;
  /** Sub-option 5 (RFC 3527): an address on the client's link, which giaddr then is not. */
  readonly linkSelection: Ipv4Address | undefined;
  /** Sub-option 11 (RFC 5107): what the client is to take for the server, so that it renews through the relay. */
  readonly serverOverride: Ipv4Address | undefined;
  /** Sub-option 19 (RFC 8357), whatever its value: the answer goes to the port that the relay sent from. */
  readonly ownSourcePort: boolean;
}

/** Undefined when option 82 was not sent. Of a repeated sub-option the first counts; 0.0.0.0 selects nothing. */
export function readRelayAgent(options: DhcpOptions): RelayAgent | undefined {
  const value = options.get(RELAY_AGENT_INFORMATION);
  if (value === undefined) return undefined;
  const { subOptions } = decodeSubOptions(value, 'relay');
  const find = (code: number): Buffer | undefined => subOptions.find((option) => option.code === code)?.value;
  return {
    circuitId: nonEmpty(find(CIRCUIT_ID)),
    remoteId: nonEmpty(find(REMOTE_ID)),
    linkSelection: addressOf(find(LINK_SELECTION)),
    serverOverride: addressOf(find(SERVER_IDENTIFIER_OVERRIDE)),
    ownSourcePort: find(RELAY_SOURCE_PORT) !== undefined,
  };
}

function nonEmpty(value: Buffer | undefined): Buffer | undefined {
  return value === undefined || value.length === 0 ? undefined : value;
}

function addressOf(value: Buffer | undefined): Ipv4Address | undefined {
  if (value?.length !== 4) return undefined;
  const address = value.readUInt32BE(0);
  return address === 0 ? undefined : (address as Ipv4Address);
}
