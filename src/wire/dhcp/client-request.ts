import { clientArchOf } from '../../values/client-arch.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import { writeIpv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { OptionToSend } from '../bootp/bootp-message.js';
import { encodeBootpRequest } from '../bootp/bootp.codec.js';
import { DHCP_MESSAGE_TYPES } from './dhcp-message-type.table.js';

/** What a boot client of ours says: in explanations that it would say, and from the probe that it does. */
export interface ClientRequest {
  readonly kind: 'bootp' | 'discover' | 'request' | 'inform';
  readonly mac: MacAddress;
  readonly transactionId: number;
  /** Option 93. With it the client is firmware, which sends options 60, 94 and 97 too. */
  readonly architecture?: number | undefined;
  /** Option 60; undefined: what firmware of this architecture says; null: none at all. */
  readonly vendorClass?: string | null | undefined;
  /** Option 77, bare as iPXE sends it. */
  readonly userClass?: string | undefined;
  /** Option 61, with its type octet. */
  readonly clientId?: Buffer | undefined;
  /** Option 97 without its type octet. */
  readonly uuid?: Buffer | undefined;
  /** Option 50. */
  readonly requestedAddress?: Ipv4Address | undefined;
  /** Option 54. */
  readonly serverIdentifier?: Ipv4Address | undefined;
  /** ciaddr. */
  readonly clientAddress?: Ipv4Address | undefined;
  /** giaddr. */
  readonly relayAddress?: Ipv4Address | undefined;
  /** Sub-options 1 and 2 of option 82. */
  readonly circuitId?: Buffer | undefined;
  readonly remoteId?: Buffer | undefined;
  /** `file` of a BOOTREQUEST. */
  readonly askedFile?: string | undefined;
  /** Bit 15 of flags. */
  readonly broadcast?: boolean | undefined;
  /** Behind all others. */
  readonly options?: readonly OptionToSend[] | undefined;
}

const { DHCPDISCOVER, DHCPREQUEST, DHCPINFORM } = DHCP_MESSAGE_TYPES;
const MESSAGE_TYPES = { discover: DHCPDISCOVER, request: DHCPREQUEST, inform: DHCPINFORM } as const;

/** What PXE firmware asks for (PXE 2.1 §2.2.1, and 66, 67, 97 as UEFI adds them). */
const PARAMETERS = Buffer.from([
  1, 2, 3, 4, 5, 6, 12, 13, 15, 17, 18, 22, 23, 28, 40, 41, 42, 43, 50, 51, 54, 58, 59, 60, 66, 67, 97, 128, 129, 130,
  131, 132, 133, 134, 135,
]);
/** The largest message that fits an Ethernet frame. */
const MAXIMUM_SIZE = Buffer.from([0x05, 0xc0]);
/** Option 94: UNDI 3.1. */
const UNDI = Buffer.from([1, 3, 1]);

/** The UDP payload of such a request. */
export function encodeClientRequest(request: ClientRequest): Buffer {
  const { kind, mac, transactionId, clientAddress, relayAddress, askedFile, broadcast } = request;
  return encodeBootpRequest({
    mac,
    transactionId,
    flags: broadcast === true ? 0x8000 : 0,
    hops: relayAddress === undefined ? 0 : 1,
    bootFile: askedFile ?? '',
    ...(clientAddress !== undefined && { clientAddress }),
    ...(relayAddress !== undefined && { relayAddress }),
    options: kind === 'bootp' ? (request.options ?? []) : dhcpOptions(request, MESSAGE_TYPES[kind]),
  });
}

function dhcpOptions(request: ClientRequest, type: number): OptionToSend[] {
  const { architecture, userClass, clientId, uuid, requestedAddress, serverIdentifier } = request;
  const options: OptionToSend[] = [[53, Buffer.from([type])]];
  if (requestedAddress !== undefined) options.push([50, addressOctets(requestedAddress)]);
  if (serverIdentifier !== undefined) options.push([54, addressOctets(serverIdentifier)]);
  options.push([55, PARAMETERS], [57, MAXIMUM_SIZE]);
  if (clientId !== undefined) options.push([61, clientId]);
  if (architecture !== undefined) {
    const code = Buffer.alloc(2);
    code.writeUInt16BE(architecture);
    options.push([93, code], [94, UNDI], [97, Buffer.concat([Buffer.of(0), uuid ?? Buffer.alloc(16)])]);
  } else if (uuid !== undefined) options.push([97, Buffer.concat([Buffer.of(0), uuid])]);
  const vendorClass = request.vendorClass === undefined ? vendorClassOf(architecture) : request.vendorClass;
  if (vendorClass !== null && vendorClass !== '') options.push([60, Buffer.from(vendorClass)]);
  if (userClass !== undefined) options.push([77, Buffer.from(userClass)]);
  options.push(...(request.options ?? []));
  const relayed = [...subOption(1, request.circuitId), ...subOption(2, request.remoteId)];
  if (relayed.length > 0) options.push([82, Buffer.concat(relayed)]);
  return options;
}

/** `PXEClient:Arch:00007:UNDI:003001`, or HTTPClient where the architecture boots by HTTP; null for no architecture. */
export function vendorClassOf(architecture: number | undefined): string | null {
  if (architecture === undefined) return null;
  const client = clientArchOf(architecture)?.method === 'http' ? 'HTTPClient' : 'PXEClient';
  return `${client}:Arch:${String(architecture).padStart(5, '0')}:UNDI:003001`;
}

function subOption(code: number, value: Buffer | undefined): Buffer[] {
  return value === undefined ? [] : [Buffer.from([code, value.length]), value];
}

function addressOctets(address: Ipv4Address): Buffer {
  const octets = Buffer.alloc(4);
  writeIpv4Address(octets, 0, address);
  return octets;
}
