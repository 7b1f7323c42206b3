/** What follows block 65535 on the wire. No RFC says it; almost every client goes on at 0, a few at 1. */
export type RollOver = 0 | 1;

/** The highest number that fits. */
export const LAST_BLOCK_NUMBER = 0xffff;

/** The 16 bits that block `block` has on the wire; `block` counts from 1 without end, 0 is what an OACK counts as. */
export function wireBlockNumber(block: number, rollOver: RollOver): number {
  if (rollOver === 0 || block === 0) return block & LAST_BLOCK_NUMBER;
  return ((block - 1) % LAST_BLOCK_NUMBER) + 1;
}

/** How many blocks `number`, as it stands in a packet, lies after `block`, which counts without end. */
export function blocksAfter(block: number, number: number, rollOver: RollOver): number {
  if (rollOver === 0) return (number - block) & LAST_BLOCK_NUMBER;
  if (number === 0) return 0;
  return (number - wireBlockNumber(block, 1) + LAST_BLOCK_NUMBER) % LAST_BLOCK_NUMBER;
}
