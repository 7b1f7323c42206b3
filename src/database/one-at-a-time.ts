/** Runs pieces of work one after the other, in the order they were asked for; a failed one does not stop the next. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Settles when everything asked for so far has ended, well or not. */
  async idle(): Promise<void> {
    await this.last;
  }
}
