import type { Clock } from '../clock/clock.port.js';
import type { AnswerDelay } from './verdict.js';

/** Time as answers that wait need it. */
export type DelayClock = Pick<Clock, 'after'>;

/** Answers that are sent later, one for each key. */
export class DelayedAnswers {
  private readonly waiting = new Map<number | string, () => void>();

  constructor(private readonly clock: DelayClock) {}

  /** Keeps `send` until its time; false when an answer with this key waits already, and then nothing is added. */
  add(delay: AnswerDelay, send: () => void): boolean {
    if (this.waiting.has(delay.key)) return false;
    const cancel = this.clock.after(delay.milliseconds, () => {
      this.waiting.delete(delay.key);
      send();
    });
    this.waiting.set(delay.key, cancel);
    return true;
  }

  /** Nothing that waits is sent any more. */
  cancelAll(): void {
    for (const cancel of this.waiting.values()) cancel();
    this.waiting.clear();
  }
}
