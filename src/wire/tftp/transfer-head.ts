/** Of the first block so much is worth keeping: it shows how the file begins. */
const HEAD_OF_DATA = 64;

const DATA = 3;
const ACKNOWLEDGMENT = 4;
const OPTION_ACKNOWLEDGMENT = 6;

/**
 * How many octets of a TFTP packet are worth keeping: all of requests, OACK and ERROR, the acknowledgments up to block
 * 1, the head of DATA 1; nothing of the rest of a transfer, nor of what is no TFTP.
 */
export function headOfTransfer(packet: Uint8Array): number {
  const opcode = packet[1] ?? 0;
  if (packet.length < 4 || packet[0] !== 0 || opcode === 0 || opcode > OPTION_ACKNOWLEDGMENT) return 0;
  if (opcode !== DATA && opcode !== ACKNOWLEDGMENT) return packet.length;
  if (packet[2] !== 0 || (packet[3] ?? 0) > 1) return 0;
  return opcode === DATA ? Math.min(packet.length, HEAD_OF_DATA) : packet.length;
}

/** Is a DATA packet with this header (`dataHeaderWord`) one of which the head is worth keeping? */
export function isHeadOfTransfer(headerWord: number): boolean {
  return (headerWord & 0xffff) <= 1;
}
