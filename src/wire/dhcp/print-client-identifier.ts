import { formatMacAddress, readMacAddress } from '../../values/mac-address.js';
import { printHex, printText } from './option-text.js';
import { formatUuid } from './uuid.js';

/** First octet of option 61 (RFC 2132 §9.14): no hardware address; or, by RFC 4361 §6.1, an IAID and a DUID behind it. */
const NO_HARDWARE = 0;
const IAID_AND_DUID = 255;
const ETHERNET = 1;
const INFINIBAND = 32;
const UUID_OCTETS = 16;

/**
 * Option 61 in words: `ethernet 52:54:00:79:00:21`, `IAID 0x00790021 DUID-EN …`, `uuid …` as some firmware sends it,
 * text where it is text, else hexadecimal.
 */
export function printClientIdentifier(value: Buffer): string {
  const type = value[0];
  if (type === undefined || value.length < 2) return printHex(value);
  if (type === ETHERNET && value.length === 7) return `ethernet ${formatMacAddress(readMacAddress(value, 1))}`;
  if (type === IAID_AND_DUID && value.length >= 7) {
    return `IAID 0x${value.toString('hex', 1, 5)} ${printDuid(value.subarray(5))}`;
  }
  if (type === NO_HARDWARE && value.length === 1 + UUID_OCTETS) return `uuid ${formatUuid(value.subarray(1))}`;
  if (type === INFINIBAND) return `infiniband ${printHex(value.subarray(1))}`;
  // Some clients forget the type octet and send bare text.
  const text = type === NO_HARDWARE ? value.subarray(1) : value;
  return text.every((octet) => octet >= 0x20 && octet < 0x7f) ? printText(text) : printHex(value);
}

/** RFC 8415 §11, RFC 6355: the two octets of the type, then what it is made of. */
function printDuid(duid: Buffer): string {
  switch (duid.readUInt16BE(0)) {
    case 1:
      // Hardware type and time stand before the hardware address.
      return duid.length === 14 ? `DUID-LLT ${formatMacAddress(readMacAddress(duid, 8))}` : `DUID ${printHex(duid)}`;
    case 2:
      return duid.length > 6
        ? `DUID-EN ${duid.readUInt32BE(2)} ${printHex(duid.subarray(6))}`
        : `DUID ${printHex(duid)}`;
    case 3:
      return duid.length === 10 ? `DUID-LL ${formatMacAddress(readMacAddress(duid, 4))}` : `DUID ${printHex(duid)}`;
    case 4:
      return duid.length === 18 ? `DUID-UUID ${formatUuid(duid.subarray(2))}` : `DUID ${printHex(duid)}`;
    default:
      return `DUID ${printHex(duid)}`;
  }
}
