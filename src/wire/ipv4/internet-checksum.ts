/**
 * The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words, the first octet
 * the more significant one, an odd last octet padded with zero.
 *
 * Sums are plain numbers: 2³¹ bytes would have to be added before one lost precision, so carries are folded once, at
 * the end.
 */

/** Adds the words of `bytes` from `start` up to `end` (exclusive) to `sum`, unfolded. `start` begins a word. */
export function addToChecksum(sum: number, bytes: Uint8Array, start: number, end: number): number {
  let total = sum;
  let at = start;
  for (; at + 1 < end; at += 2) total += ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  if (at < end) total += (bytes[at] as number) << 8;
  return total;
}

/** Folds the carries in and complements. Over words that hold their own right checksum the result is 0. */
export function finishChecksum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x1_0000) + Math.floor(folded / 0x1_0000);
  return ~folded & 0xffff;
}

/** The checksum of `bytes` from `start` up to `end`. */
export function internetChecksum(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  return finishChecksum(addToChecksum(0, bytes, start, end));
}
