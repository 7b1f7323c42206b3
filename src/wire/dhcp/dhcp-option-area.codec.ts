import type { OptionToSend } from '../bootp/bootp-message.js';

const END = 255;
const OVERLOAD = 52;
const RELAY_AGENT_INFORMATION = 82;
const OVERLOAD_OCTETS = 3;
/** Longest value that one length octet can state; longer ones go in parts (RFC 3396 §6). */
const PART = 255;

/**
 * Options that a reply is nothing without: type, server identifier, lease time, and the relay's own option, which
 * RFC 3046 §2.2 wants back. They stay even when the message then exceeds the client's maximum: what the relay takes out
 * again never reaches the client.
 */
const ESSENTIAL: ReadonlySet<number> = new Set([53, 54, 51, RELAY_AGENT_INFORMATION]);

/** Which options go where. `mainLength` counts the octets of `main` with their heads, without End. */
export interface OptionLayout {
  readonly main: readonly OptionToSend[];
  readonly mainLength: number;
  readonly file: readonly OptionToSend[];
  readonly serverName: readonly OptionToSend[];
  readonly dropped: readonly number[];
}

/** Octets that a value of this length takes with its heads: one head of code and length for every 255 octets. */
export function optionLength(valueLength: number): number {
  return valueLength + (valueLength <= PART ? 2 : 2 * Math.ceil(valueLength / PART));
}

/** Writes one option at `at`, in parts when it is over 255 octets (RFC 3396 §6). Returns the offset behind it. */
export function writeOption(bytes: Buffer, at: number, code: number, value: Buffer): number {
  let rest = value;
  while (rest.length > PART) {
    at = writePart(bytes, at, code, rest.subarray(0, PART));
    rest = rest.subarray(PART);
  }
  return writePart(bytes, at, code, rest);
}

function writePart(bytes: Buffer, at: number, code: number, value: Buffer): number {
  const length = value.length;
  bytes[at] = code;
  bytes[at + 1] = length;
  // A call into `set` costs more than a dozen octets written one by one, and most values are four octets.
  if (length > 12) bytes.set(value, at + 2);
  else for (let index = 0; index < length; index += 1) bytes[at + 2 + index] = value[index] ?? 0;
  return at + 2 + length;
}

/** Writes options and the End octet. Returns the offset behind End. */
export function writeOptions(bytes: Buffer, at: number, options: readonly OptionToSend[]): number {
  for (const [code, value] of options) at = writeOption(bytes, at, code, value);
  bytes[at] = END;
  return at + 1;
}

/**
 * Places options, given in order of priority, into the options area of at most `room` octets (End not counted) and,
 * when that is too small, into the free ones of the fields file (128 octets) and sname (64), which option 52 then
 * announces (RFC 2132 §9.3). An option stands in one place, parts and all. What fits nowhere is dropped, the last
 * first; the essential ones never are, and stay in the options area; but relay agent information is, which would make
 * the area larger than `mostRoom` (RFC 3046 §2.2: who cannot copy all of it sends the answer without). Codes that nobody
 * may send here (0, 52, 255 and what is no octet) are dropped too.
 */
export function layOutOptions(
  options: readonly OptionToSend[],
  room: number,
  mostRoom: number,
  free: { readonly file: boolean; readonly serverName: boolean },
): OptionLayout {
  const dropped: number[] = [];
  const wanted: OptionToSend[] = [];
  const relayAgent: OptionToSend[] = [];
  let total = 0;
  for (const option of options) {
    const [code, value] = option;
    if (!Number.isInteger(code) || code <= 0 || code >= END || code === OVERLOAD) {
      dropped.push(code);
      continue;
    }
    (code === RELAY_AGENT_INFORMATION ? relayAgent : wanted).push(option);
    total += optionLength(value.length);
  }
  if (total > room && relayAgent.length > 0 && lengthOfEssentials(wanted) + lengthOfEssentials(relayAgent) > mostRoom) {
    total -= lengthOfEssentials(relayAgent);
    dropped.push(RELAY_AGENT_INFORMATION);
    relayAgent.length = 0;
  }
  const ordered = relayAgent.length === 0 ? wanted : [...wanted, ...relayAgent];
  if (total <= room) return { main: ordered, mainLength: total, file: [], serverName: [], dropped };

  const overloading = free.file || free.serverName;
  const file: OptionToSend[] = [];
  const serverName: OptionToSend[] = [];
  const main: OptionToSend[] = [];
  let fileRoom = free.file ? 127 : 0;
  let nameRoom = free.serverName ? 63 : 0;
  let mainLength = overloading ? OVERLOAD_OCTETS : 0;
  mainLength += lengthOfEssentials(ordered);
  for (const option of ordered) {
    const [code, value] = option;
    const length = optionLength(value.length);
    if (ESSENTIAL.has(code)) {
      main.push(option);
    } else if (mainLength + length <= room) {
      main.push(option);
      mainLength += length;
    } else if (length <= fileRoom) {
      file.push(option);
      fileRoom -= length;
    } else if (length <= nameRoom) {
      serverName.push(option);
      nameRoom -= length;
    } else {
      dropped.push(code);
    }
  }
  const overload = (file.length > 0 ? 1 : 0) + (serverName.length > 0 ? 2 : 0);
  if (overload === 0) {
    if (overloading) mainLength -= OVERLOAD_OCTETS;
  } else {
    // Straight behind the message type, which clients and captures expect first.
    main.splice(main[0]?.[0] === 53 ? 1 : 0, 0, [OVERLOAD, Buffer.from([overload])]);
  }
  return { main, mainLength, file, serverName, dropped };
}

function lengthOfEssentials(options: readonly OptionToSend[]): number {
  let length = 0;
  for (const [code, value] of options) if (ESSENTIAL.has(code)) length += optionLength(value.length);
  return length;
}
