import { ANY_ADDRESS, readIpv4Address, writeIpv4Address } from '../../values/ipv4-address.js';
import { readMacAddress, writeMacAddress, type MacAddress } from '../../values/mac-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { layOutOptions, writeOptions } from '../dhcp/dhcp-option-area.codec.js';
import { DhcpOptions, measureOptionArea, NO_OPTIONS, readUint8, type OptionArea } from '../dhcp/dhcp-options.codec.js';
import type { BootpMessage, BootpReply, BootpRequest, EncodedBootp, OptionToSend } from './bootp-message.js';

const HARDWARE_ADDRESS_AT = 28;
const SERVER_NAME_AT = 44;
const BOOT_FILE_AT = 108;
const VENDOR_AT = 236;
const OPTIONS_AT = 240;
/** 99.130.83.99 (RFC 1497). */
const MAGIC_COOKIE = 0x6382_5363;
/** RFC 951 §3: a message has 300 octets; relays and clients of that age drop shorter ones (RFC 1542 §2.1). */
const MINIMUM_SIZE = 300;
/** RFC 2131 §2: every client takes 576 octets of IP, which leaves 548 of UDP payload. */
const DEFAULT_MAXIMUM_SIZE = 548;
/** Octets of options that an Ethernet frame carries to a relay: 1500 less IP, UDP, the header and End. */
const MOST_ROOM = 1472 - OPTIONS_AT - 1;
const BROADCAST_FLAG = 0x8000;
const DHCP_MESSAGE_TYPE = 53;

const NOTHING_ODD: readonly string[] = [];

/**
 * Reads a UDP payload of port 67 or 68. Layout (RFC 951 §3, RFC 2131 §2): op 0, htype 1, hlen 2, hops 3, xid 4–7,
 * secs 8–9, flags 10–11, ciaddr 12, yiaddr 16, siaddr 20, giaddr 24, chaddr 28–43, sname 44–107, file 108–235, then the
 * vendor area: magic cookie 236–239 and options. Lenient: what is odd but readable is read and named in `oddities`.
 * Borrows from `payload`, copies nothing. Fails on fewer than 236 octets, on an op other than 1 and 2, and on a cookie
 * that stands beside octet 236, since then every field before it is suspect.
 */
export function decodeBootp(payload: Buffer): Result<BootpMessage> {
  if (payload.length < VENDOR_AT)
    return fail(`${payload.length} octets are too few for a BOOTP message, its fixed header alone has ${VENDOR_AT}`);
  const operation = payload[0];
  if (operation !== 1 && operation !== 2)
    return fail(`op is ${operation}; a BOOTP message has 1 (request) or 2 (reply)`);

  let odd: string[] | undefined;
  const note = (oddity: string): void => {
    (odd ??= []).push(oddity);
  };

  const hardwareType = payload[1] ?? 0;
  let hardwareLength = payload[2] ?? 0;
  if (hardwareLength > 16) {
    note(`hlen is ${hardwareLength}, chaddr has 16 octets`);
    hardwareLength = 16;
  }
  const flags = payload.readUInt16BE(10);
  if ((flags & ~BROADCAST_FLAG) !== 0) note(`reserved flag bits are set: 0x${flags.toString(16).padStart(4, '0')}`);

  let vendorArea: BootpMessage['vendorArea'] = 'none';
  let options = NO_OPTIONS;
  let overload = 0;
  if (payload.length >= OPTIONS_AT && payload.readUInt32BE(VENDOR_AT) === MAGIC_COOKIE) {
    vendorArea = 'options';
    options = openOptions(payload, note);
    overload = readOverload(options);
  } else if (!isAllZero(payload, VENDOR_AT)) {
    const shift = misplacedCookie(payload);
    if (shift !== 0) {
      const words = `${Math.abs(shift)} ${Math.abs(shift) === 1 ? 'octet' : 'octets'} too ${shift < 0 ? 'short' : 'long'}`;
      return fail(
        `the magic cookie stands at octet ${VENDOR_AT + shift}, not at ${VENDOR_AT}: the fixed header is ${words}`,
      );
    }
    vendorArea = 'foreign';
  }

  // DHCP clients may send less (Android, Linux), a client of RFC 951 may not.
  if (payload.length < MINIMUM_SIZE && !options.has(53))
    note(`${payload.length} octets, RFC 951 asks for at least ${MINIMUM_SIZE}`);

  return ok({
    operation,
    hardwareType,
    hardwareLength,
    hops: payload[3] ?? 0,
    transactionId: payload.readUInt32BE(4),
    seconds: payload.readUInt16BE(8),
    flags,
    broadcast: (flags & BROADCAST_FLAG) !== 0,
    clientAddress: readIpv4Address(payload, 12),
    yourAddress: readIpv4Address(payload, 16),
    serverAddress: readIpv4Address(payload, 20),
    relayAddress: readIpv4Address(payload, 24),
    hardwareAddress: payload.subarray(HARDWARE_ADDRESS_AT, SERVER_NAME_AT),
    mac: macOf(payload, hardwareType, hardwareLength),
    serverName: (overload & 2) === 0 ? readField(payload, SERVER_NAME_AT, BOOT_FILE_AT) : '',
    bootFile: (overload & 1) === 0 ? readField(payload, BOOT_FILE_AT, VENDOR_AT) : '',
    vendorArea,
    options,
    oddities: odd ?? NOTHING_ODD,
  });
}

/** Measures the options area and the fields that option 52 turns into options: first file, then sname (RFC 2131 §4.1). */
function openOptions(payload: Buffer, note: (oddity: string) => void): DhcpOptions {
  const main = measureOptionArea(payload, OPTIONS_AT, payload.length, 'the options area', note);
  const options = new DhcpOptions(payload, [main]);
  const overload = readOverload(options);
  if (overload === 0) {
    const stated = options.get(52);
    if (stated !== undefined) note(`option 52 is 0x${stated.toString('hex')}, only 1, 2 and 3 are defined`);
    return options;
  }
  const areas: OptionArea[] = [main];
  if ((overload & 1) !== 0) areas.push(measureOptionArea(payload, BOOT_FILE_AT, VENDOR_AT, 'file', note));
  if ((overload & 2) !== 0) areas.push(measureOptionArea(payload, SERVER_NAME_AT, BOOT_FILE_AT, 'sname', note));
  return new DhcpOptions(payload, areas);
}

/** Option 52: bit 0 file, bit 1 sname; 0 when absent or undefined. */
function readOverload(options: DhcpOptions): number {
  const overload = readUint8(options, 52) ?? 0;
  return overload <= 3 ? overload : 0;
}

function macOf(payload: Buffer, hardwareType: number, hardwareLength: number): MacAddress | undefined {
  if (hardwareLength !== 6 || (hardwareType !== 1 && hardwareType !== 6)) return undefined;
  return readMacAddress(payload, HARDWARE_ADDRESS_AT);
}

function readField(payload: Buffer, start: number, end: number): string {
  if (payload[start] === 0) return '';
  const nul = payload.indexOf(0, start);
  return payload.toString('utf8', start, nul < 0 || nul > end ? end : nul);
}

function isAllZero(payload: Buffer, start: number): boolean {
  for (let at = start; at < payload.length; at += 1) if (payload[at] !== 0) return false;
  return true;
}

/** How far beside octet 236 the cookie stands, up to 8 octets; 0 when it is nowhere near. */
function misplacedCookie(payload: Buffer): number {
  for (let shift = -8; shift <= 8; shift += 1) {
    const at = VENDOR_AT + shift;
    if (at + 4 <= payload.length && payload.readUInt32BE(at) === MAGIC_COOKIE) return shift;
  }
  return 0;
}

/**
 * Writes a reply, at least 300 octets long, zero where nothing is said. Options keep their order, are split over 255
 * octets (RFC 3396), overflow into free fields (RFC 2132 §9.3), and are dropped when nothing else helps; see
 * `layOutOptions`. Never fails.
 */
export function encodeBootp(reply: BootpReply): EncodedBootp {
  const wanted = withLongFields(reply);
  const serverName = fits(reply.serverName, 63) ? reply.serverName : '';
  const bootFile = fits(reply.bootFile, 127) ? reply.bootFile : '';
  if (reply.vendorArea === 'none') {
    const bytes = Buffer.alloc(MINIMUM_SIZE);
    writeHeader(bytes, reply, serverName, bootFile);
    return { bytes, dropped: wanted.map(([code]) => code) };
  }
  const room = Math.max(reply.maximumSize ?? DEFAULT_MAXIMUM_SIZE, MINIMUM_SIZE) - OPTIONS_AT - 1;
  // Without option 53 the client speaks BOOTP, where option 52 means nothing and both fields are read as they are.
  const mayOverload = wanted.some(([code]) => code === DHCP_MESSAGE_TYPE);
  const layout = layOutOptions(wanted, room, Math.max(room, MOST_ROOM), {
    file: mayOverload && bootFile === '',
    serverName: mayOverload && serverName === '',
  });
  const bytes = Buffer.allocUnsafe(Math.max(OPTIONS_AT + layout.mainLength + 1, MINIMUM_SIZE)).fill(0);
  writeHeader(bytes, reply, serverName, bootFile);
  bytes.writeUInt32BE(MAGIC_COOKIE, VENDOR_AT);
  writeOptions(bytes, OPTIONS_AT, layout.main);
  if (layout.file.length > 0) writeOptions(bytes, BOOT_FILE_AT, layout.file);
  if (layout.serverName.length > 0) writeOptions(bytes, SERVER_NAME_AT, layout.serverName);
  return { bytes, dropped: layout.dropped };
}

/** A request of a client of ours: probe, tests. Written like a reply, with room for an Ethernet frame's worth of options. */
export function encodeBootpRequest(request: BootpRequest): Buffer {
  const hardwareAddress = Buffer.alloc(16);
  writeMacAddress(hardwareAddress, 0, request.mac);
  return encodeBootp({
    operation: 1,
    hardwareType: 1,
    hardwareLength: 6,
    hops: request.hops ?? 0,
    transactionId: request.transactionId ?? 0,
    seconds: request.seconds ?? 0,
    flags: request.flags ?? 0,
    clientAddress: request.clientAddress ?? ANY_ADDRESS,
    yourAddress: ANY_ADDRESS,
    serverAddress: ANY_ADDRESS,
    relayAddress: request.relayAddress ?? ANY_ADDRESS,
    hardwareAddress,
    serverName: request.serverName ?? '',
    bootFile: request.bootFile ?? '',
    options: request.options ?? [],
    vendorArea: request.vendorArea ?? 'options',
    maximumSize: 1472,
  }).bytes;
}

/** The options, with 66 or 67 added for a name that its field cannot hold, unless the caller sends them anyway. */
function withLongFields(reply: BootpReply): readonly OptionToSend[] {
  let options = reply.options;
  for (const [code, text, room] of [
    [66, reply.serverName, 63],
    [67, reply.bootFile, 127],
  ] as const) {
    if (!fits(text, room) && !options.some(([sent]) => sent === code))
      options = [...options, [code, Buffer.from(text, 'utf8')]];
  }
  return options;
}

function fits(text: string, octets: number): boolean {
  // No character is shorter than one octet or longer than three per UTF-16 unit, so most texts need no counting.
  return text.length * 3 <= octets || (text.length <= octets && Buffer.byteLength(text, 'utf8') <= octets);
}

function writeHeader(bytes: Buffer, reply: BootpReply, serverName: string, bootFile: string): void {
  bytes[0] = reply.operation ?? 2;
  bytes[1] = reply.hardwareType;
  bytes[2] = reply.hardwareLength;
  bytes[3] = reply.hops;
  bytes.writeUInt32BE(reply.transactionId, 4);
  bytes.writeUInt16BE(reply.seconds, 8);
  bytes.writeUInt16BE(reply.flags, 10);
  writeIpv4Address(bytes, 12, reply.clientAddress);
  writeIpv4Address(bytes, 16, reply.yourAddress);
  writeIpv4Address(bytes, 20, reply.serverAddress);
  writeIpv4Address(bytes, 24, reply.relayAddress);
  reply.hardwareAddress.copy(bytes, HARDWARE_ADDRESS_AT, 0, 16);
  if (serverName !== '') bytes.write(serverName, SERVER_NAME_AT, 'utf8');
  if (bootFile !== '') bytes.write(bootFile, BOOT_FILE_AT, 'utf8');
}
