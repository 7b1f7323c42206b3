/** What one protocol has carried since the start. */
export class TransferCounts {
  private readonly endings = new Map<string, number>();
  bytes = 0;
  /** Blocks that went out once more. */
  resentBlocks = 0;

  /** A transfer is over. `outcome`: one of a few words. */
  ended(outcome: string, bytes: number, resentBlocks: number): void {
    this.endings.set(outcome, (this.endings.get(outcome) ?? 0) + 1);
    this.bytes += bytes;
    this.resentBlocks += resentBlocks;
  }

  /** How many ended how. */
  byOutcome(): ReadonlyMap<string, number> {
    return this.endings;
  }
}
