/** Something that has packets to hand to the kernel. */
export interface Flushable {
  flush(): void;
}

/**
 * When queued packets leave: at the end of the receive batch that caused them, else when the current callback and the
 * promises it resolved have run. So the answers of one batch, or of one group commit, share a system call.
 */
export class SendTurn {
  #waiting: Flushable[] = [];
  #receiving = false;
  #scheduled = false;
  readonly #flushScheduled = (): void => {
    this.#scheduled = false;
    this.flush();
  };

  add(queue: Flushable): void {
    this.#waiting.push(queue);
    if (this.#receiving || this.#scheduled) return;
    this.#scheduled = true;
    // nextTick runs after the microtasks that are already queued when it is called from one of them.
    process.nextTick(this.#flushScheduled);
  }

  /** Runs `receive`, then sends what it queued. */
  during(receive: () => void): void {
    this.#receiving = true;
    try {
      receive();
    } finally {
      this.#receiving = false;
      this.flush();
    }
  }

  flush(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const queue of waiting) queue.flush();
  }
}
